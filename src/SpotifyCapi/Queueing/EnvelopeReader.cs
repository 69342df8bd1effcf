using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpotifyCapi.Queueing;

/// <summary>Reads the payload of a queue message.</summary>
public static class EnvelopeReader
{
    /// <summary>Reads an envelope.</summary>
    /// <param name="payload">What <see cref="EnvelopePacker"/> wrote. The texts of the events may stay in it, so it must not be written again.</param>
    /// <param name="envelope">The envelope.</param>
    /// <returns>False when the payload is not ours or of another version. The reason is not told in words: the payload may be personal.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> payload, [NotNullWhen(true)] out QueueEnvelope? envelope)
    {
        envelope = null;
        try
        {
            envelope = CompressedEnvelope.IsOne(payload.Span) ? Open(payload.Span)
                : EnvelopeJsonReader.Read(MemoryMarshal.TryGetArray(payload, out var held) ? held : payload.ToArray());
            return envelope is not null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            // InvalidOperationException: a value of another type than we write.
            return false;
        }
    }

    /// <summary>Whether a payload says that it is an envelope, of whatever version: it may hold accepted events, so it must not be thrown away.</summary>
    /// <param name="payload">A payload that <see cref="TryRead"/> refused.</param>
    public static bool IsOurs(ReadOnlySpan<byte> payload) => Peek(payload) is { Version: > 0, Destination: not null };

    /// <summary>Whether a payload is an envelope of a version after ours.</summary>
    /// <param name="payload">A payload that <see cref="TryRead"/> refused.</param>
    public static bool IsNewer(ReadOnlySpan<byte> payload) => Peek(payload) is { Version: > CompressedEnvelope.Version, Destination: not null };

    private static QueueEnvelope? Open(ReadOnlySpan<byte> payload)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(QueueEnvelope.MaxBytes);
        try
        {
            return CompressedEnvelope.TryOpen(payload, buffer.AsSpan(0, QueueEnvelope.MaxBytes), out var length)
                ? EnvelopeJsonReader.Read(buffer[..length])
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static EnvelopeVersionJson? Peek(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, EnvelopeJsonContext.Default.EnvelopeVersionJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
