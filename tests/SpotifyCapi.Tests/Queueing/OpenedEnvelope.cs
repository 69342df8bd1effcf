using System.IO.Compression;
using System.Text.Json;

namespace SpotifyCapi.Tests.Queueing;

/// <summary>The plain way to the JSON of a queue message: what <c>CompressedEnvelope</c> must agree with.</summary>
internal static class OpenedEnvelope
{
    public static byte[] Json(ReadOnlyMemory<byte> message)
    {
        using var outside = JsonDocument.Parse(message);
        if (!outside.RootElement.TryGetProperty("br", out var compressed))
            return message.ToArray();

        using var stream = new BrotliStream(new MemoryStream(compressed.GetBytesFromBase64()), CompressionMode.Decompress);
        using var json = new MemoryStream();
        stream.CopyTo(json);
        return json.ToArray();
    }
}
