using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Problems as they stand in a stored report: one to a line, so that they can be read again without holding them all.</summary>
/// <param name="isFirst">Whether no problem stands before.</param>
internal sealed class ProblemList(bool isFirst)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> bytes = new(256);
    private bool isNext = !isFirst;

    /// <summary>The problems so far.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes.WrittenMemory;

    /// <summary>Adds one.</summary>
    public void Add(FileProblem problem)
    {
        bytes.Write(isNext ? ",\n"u8 : "\n"u8);
        isNext = true;
        using var writer = new Utf8JsonWriter(bytes, Writing);
        JsonSerializer.Serialize(writer, problem, FileJsonContext.Default.FileProblem);
    }
}
