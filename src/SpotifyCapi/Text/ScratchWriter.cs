using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpotifyCapi.Text;

/// <summary>
/// A JSON writer over a buffer that a thread uses again and again, so that writing an event costs no buffer of its own. To be disposed on
/// the thread that rented it: never across an <see langword="await"/>.
/// </summary>
internal sealed class ScratchWriter : IBufferWriter<byte>, IDisposable
{
    // Room for an envelope or an ordinary request; what a rare giant needed is not kept.
    private const int FirstCapacity = 64 * 1024;
    private const int LargestKept = 1024 * 1024;

    // Only we and Spotify read what is written: JSON, not HTML. What JSON itself demands is escaped, and a URL stays readable and short.
    // Validation is skipped because the head of a request is written without its end.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ScratchWriter? free;

    private readonly Utf8JsonWriter json;
    private byte[] buffer = new byte[FirstCapacity];

    private ScratchWriter() => json = new Utf8JsonWriter(this, Options);

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    /// <summary>Takes the thread's writer, empty.</summary>
    public static ScratchWriter Rent()
    {
        var writer = free ?? new ScratchWriter();
        free = null;
        writer.Length = 0;
        return writer;
    }

    /// <summary>A writer for the next JSON value; <see cref="Utf8JsonWriter.Flush"/> adds it to <see cref="Written"/>.</summary>
    public Utf8JsonWriter NextValue()
    {
        json.Reset();
        return json;
    }

    /// <summary>Adds bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Forgets everything from a position.</summary>
    public void Truncate(int length) => Length = length;

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (buffer.Length - Length <= sizeHint)
            Array.Resize(ref buffer, Math.Max(2 * buffer.Length, Length + sizeHint + 1));

        return buffer.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the writer back.</summary>
    public void Dispose() => free = buffer.Length <= LargestKept ? this : free;
}

/// <summary>Writes a <see cref="Utf8Text"/>, whichever way it is held.</summary>
internal static class Utf8TextWriter
{
    /// <summary>Writes a field, unless the text is missing.</summary>
    public static void WriteText(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Utf8Text text)
    {
        if (text.IsUtf8(out var utf8))
            json.WriteString(name, utf8);
        else if (!text.IsMissing)
            json.WriteString(name, text.ToString());
    }

    /// <summary>Writes a value of an array.</summary>
    public static void WriteTextValue(this Utf8JsonWriter json, Utf8Text text)
    {
        if (text.IsUtf8(out var utf8))
            json.WriteStringValue(utf8);
        else
            json.WriteStringValue(text.ToString());
    }
}
