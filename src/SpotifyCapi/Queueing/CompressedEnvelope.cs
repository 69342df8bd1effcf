using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;

namespace SpotifyCapi.Queueing;

/// <summary>
/// A full envelope, smaller: the events of a message resemble each other, and what a queue service does with a message it does byte by byte.
/// The outside is an envelope of version 2, so that a version of the app which cannot read it puts it back instead of giving it up.
/// docs/decisions/0011-compressed-envelopes.md has the figures.
/// </summary>
internal static class CompressedEnvelope
{
    /// <summary>The version that the outside names.</summary>
    public const int Version = 2;

    // A single event gains little, and stays readable for whoever looks into the queue.
    private const int SmallestWorthIt = 4096;

    // The quickest setting makes a fifth of it; the next one a fifth less than that, in four times the time. The window holds a whole envelope.
    private const int Quality = 0;
    private const int WindowBits = 16;

    private static ReadOnlySpan<byte> Start => "{\"v\":2,\"dest\":\""u8;

    private static ReadOnlySpan<byte> Middle => "\",\"br\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>The queue message for an envelope: compressed where that makes it smaller.</summary>
    /// <param name="json">The envelope.</param>
    /// <param name="destination">Name of its destination, which stands outside, too.</param>
    public static byte[] Of(ReadOnlySpan<byte> json, string destination)
    {
        if (json.Length < SmallestWorthIt)
            return json.ToArray();

        var buffer = ArrayPool<byte>.Shared.Rent((2 * json.Length) + 512);
        try
        {
            var name = JsonEncodedText.Encode(destination).EncodedUtf8Bytes;
            return BrotliEncoder.TryCompress(json, buffer, out var length, Quality, WindowBits)
                && Start.Length + name.Length + Middle.Length + Base64.GetMaxEncodedToUtf8Length(length) + End.Length is var size && size < json.Length
                ? Wrap(buffer.AsSpan(0, length), name, size)
                : json.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a queue message is compressed.</summary>
    /// <param name="payload">The message.</param>
    public static bool IsOne(ReadOnlySpan<byte> payload) => payload.StartsWith(Start);

    /// <summary>Takes the envelope out of a compressed message.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="json">Receives the envelope; <see cref="QueueEnvelope.MaxBytes"/> are enough for all that we write.</param>
    /// <param name="length">Bytes of the envelope.</param>
    /// <returns>False when it is damaged, or larger than any envelope.</returns>
    /// <exception cref="JsonException">The outside is not JSON.</exception>
    public static bool TryOpen(ReadOnlySpan<byte> payload, Span<byte> json, out int length)
    {
        length = 0;
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = reader.ValueTextEquals("br"u8);
            reader.Read();
            if (isContent)
                return reader.TokenType == JsonTokenType.String && TryDecompress(reader.ValueSpan, json, out length);

            reader.Skip();
        }

        return false;
    }

    private static byte[] Wrap(ReadOnlySpan<byte> compressed, ReadOnlySpan<byte> destination, int size)
    {
        var message = new byte[size];
        var rest = message.AsSpan();
        Append(ref rest, Start);
        Append(ref rest, destination);
        Append(ref rest, Middle);
        Base64.EncodeToUtf8(compressed, rest, out _, out var written);
        rest = rest[written..];
        Append(ref rest, End);
        return message;
    }

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> part)
    {
        part.CopyTo(rest);
        rest = rest[part.Length..];
    }

    private static bool TryDecompress(ReadOnlySpan<byte> base64, Span<byte> json, out int length)
    {
        length = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        try
        {
            return Base64.DecodeFromUtf8(base64, buffer, out _, out var compressed) == OperationStatus.Done
                && BrotliDecoder.TryDecompress(buffer.AsSpan(0, compressed), json, out length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
