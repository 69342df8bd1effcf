using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpotifyCapiFunctions.Offline;

/// <summary>The bytes of a stored report around its problems, of which there may be too many to hold in memory.</summary>
internal static class ReportBytes
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What follows the last problem.</summary>
    public static ReadOnlyMemory<byte> Closing { get; } = "\n]}\n"u8.ToArray();

    /// <summary>Everything before the first problem.</summary>
    public static ReadOnlyMemory<byte> Opening(FileReport head)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(bytes, Writing))
        {
            JsonSerializer.Serialize(writer, head with { Problems = null }, FileJsonContext.Default.FileReport);
        }

        return (byte[])[.. bytes.WrittenSpan[..^1], .. ",\"problems\":["u8];
    }
}
