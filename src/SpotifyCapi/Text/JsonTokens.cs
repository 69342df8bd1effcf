using System.Text;
using System.Text.Json;

namespace SpotifyCapi.Text;

/// <summary>A <see cref="Utf8JsonReader"/> that knows its buffer, so that texts can stay there.</summary>
internal ref struct JsonTokens
{
    private const int DefaultDepth = 64;

    /// <summary>The reader itself.</summary>
    public Utf8JsonReader Reader;

    private readonly byte[]? buffer;
    private readonly int offset;

    /// <summary>Names for <see cref="IndexIn"/>.</summary>
    public static byte[][] Names(params IEnumerable<string> names) => [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Continues with a reader; each text becomes a string.</summary>
    public JsonTokens(Utf8JsonReader reader) => Reader = reader;

    /// <summary>Reads JSON, each of its texts into a string.</summary>
    public JsonTokens(ReadOnlySpan<byte> json, int maxDepth = DefaultDepth) =>
        Reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });

    /// <summary>Reads valid UTF-8 in a buffer that is never written again, so that its texts can stay there.</summary>
    public JsonTokens(ArraySegment<byte> json, int maxDepth = DefaultDepth)
        : this(json.AsSpan(), maxDepth) => (buffer, offset) = (json.Array, json.Offset);

    /// <inheritdoc cref="Utf8JsonReader.TokenType"/>
    public readonly JsonTokenType TokenType => Reader.TokenType;

    /// <summary>Whether the current token is a text that can stay in the buffer.</summary>
    public readonly bool IsHeldText => buffer is not null && Reader.TokenType == JsonTokenType.String && !Reader.ValueIsEscaped;

    /// <inheritdoc cref="Utf8JsonReader.Read"/>
    public bool Read() => Reader.Read();

    /// <inheritdoc cref="Utf8JsonReader.Skip"/>
    public void Skip() => Reader.Skip();

    /// <summary>The current text; missing for null.</summary>
    /// <exception cref="InvalidOperationException">It is no text, not UTF-8, or holds half of a surrogate pair.</exception>
    public readonly Utf8Text Text() => IsHeldText ? Held(1) : Reader.GetString();

    /// <summary>The current number as it is written.</summary>
    public readonly Utf8Text NumberText() => buffer is not null ? Held(0) : Encoding.UTF8.GetString(Reader.ValueSpan);

    /// <summary>The current property name.</summary>
    /// <param name="room">Room for an ordinary name.</param>
    /// <exception cref="InvalidOperationException">It holds half of a surrogate pair.</exception>
    public readonly ReadOnlySpan<char> Name(Span<char> room) =>
        Reader.ValueIsEscaped || Reader.ValueSpan.Length > room.Length ? Reader.GetString() : room[..Encoding.UTF8.GetChars(Reader.ValueSpan, room)];

    /// <summary>The index of the current text among names; -1 when it is none of them.</summary>
    /// <exception cref="InvalidOperationException">It is no text, or holds half of a surrogate pair.</exception>
    public readonly int IndexIn(byte[][] names)
    {
        if (Reader.ValueIsEscaped || Reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
            return EscapedIndexIn(names);

        var text = Reader.ValueSpan;
        for (var index = 0; index < names.Length; index++)
        {
            if (text.SequenceEqual(names[index]))
                return index;
        }

        return -1;
    }

    private readonly int EscapedIndexIn(byte[][] names)
    {
        for (var index = 0; index < names.Length; index++)
        {
            if (Reader.ValueTextEquals(names[index]))
                return index;
        }

        return -1;
    }

    private readonly Utf8Text Held(int before) => new(buffer!, offset + (int)Reader.TokenStartIndex + before, Reader.ValueSpan.Length);
}
