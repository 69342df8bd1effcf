using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace SpotifyCapi.Queueing;

/// <summary>
/// A full envelope, smaller: the events of a message resemble each other, and what a queue service does with a message it does byte by byte.
/// The outside is an envelope of version 2, so that a version of the app which cannot read it requeues it instead of archiving it.
/// docs/decisions/0011-compressed-envelopes.md has the figures.
/// </summary>
internal static class CompressedEnvelope
{
    /// <summary>The version that the outside names.</summary>
    public const int Version = 2;

    // A single event gains little, and stays readable in the queue.
    private const int SmallestWorthIt = 4096;

    // The quickest setting makes a fifth of it; the next one a fifth less than that, in four times the time. The window holds a whole envelope.
    private const int Quality = 0;
    private const int WindowBits = 16;

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
            if (!BrotliEncoder.TryCompress(json, buffer, out var length, Quality, WindowBits))
                return json.ToArray();

            var output = new ArrayBufferWriter<byte>(json.Length);
            using var outside = new Utf8JsonWriter(output);
            outside.WriteStartObject();
            outside.WriteNumber("v"u8, Version);
            outside.WriteString("dest"u8, destination);
            outside.WriteBase64String("br"u8, buffer.AsSpan(0, length));
            outside.WriteEndObject();
            outside.Flush();
            return output.WrittenCount < json.Length ? output.WrittenSpan.ToArray() : json.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a queue message is compressed.</summary>
    /// <param name="payload">The message.</param>
    public static bool IsCompressed(ReadOnlySpan<byte> payload) => payload.StartsWith("{\"v\":2,\"dest\":\""u8);

    /// <summary>Takes the envelope out of a compressed message.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="json">Receives the envelope; <see cref="QueueEnvelope.MaxBytes"/> are enough for all that we write.</param>
    /// <param name="length">Bytes of the envelope.</param>
    /// <returns>False when it is damaged, or larger than any envelope.</returns>
    /// <exception cref="JsonException">The outside is not JSON.</exception>
    /// <exception cref="InvalidOperationException">The content is no text.</exception>
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
                return reader.TryGetBytesFromBase64(out var compressed) && BrotliDecoder.TryDecompress(compressed, json, out length);

            reader.Skip();
        }

        return false;
    }
}
