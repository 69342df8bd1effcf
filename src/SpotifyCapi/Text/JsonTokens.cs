using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SpotifyCapi.Text;

/// <summary>
/// Reads JSON that lies in one piece, token by token, as <see cref="Utf8JsonReader"/> does and in less time: it takes what that
/// reader takes, and leaves it to that reader to say what is wrong. The tests compare the two on random and broken input.
/// </summary>
internal ref partial struct JsonTokens
{
    /// <summary>Deepest nesting that can be read.</summary>
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> json;
    private readonly byte[]? buffer;
    private readonly int bufferStart;
    private readonly int maxDepth;

    private JsonMarks marks;

    // What is open, the innermost lowest: 1 for an object, 0 for an array.
    private ulong open;
    private int depth;
    private int at;

    /// <summary>Reads JSON, each of its texts into a string.</summary>
    /// <param name="json">All of it. Like that reader, this one does not look whether texts are valid UTF-8.</param>
    /// <param name="maxDepth">Deepest nesting that is read; at most <see cref="MaxDepth"/>.</param>
    public JsonTokens(ReadOnlySpan<byte> json, int maxDepth = MaxDepth)
    {
        this.json = json;
        this.maxDepth = maxDepth;
        marks = new JsonMarks(json);
    }

    /// <summary>Reads JSON in a buffer that nobody writes any more, so that its texts can stay there.</summary>
    /// <param name="json">All of it, valid UTF-8.</param>
    /// <param name="maxDepth">Deepest nesting that is read; at most <see cref="MaxDepth"/>.</param>
    public JsonTokens(ArraySegment<byte> json, int maxDepth = MaxDepth)
        : this(json.AsSpan(), maxDepth) => (buffer, bufferStart) = (json.Array, json.Offset);

    /// <summary>What it stands on.</summary>
    public JsonTokenType TokenType { get; private set; }

    /// <summary>Where the text between the quotes, the number or the word begins.</summary>
    public int ValueStart { get; private set; }

    /// <summary>The text between the quotes, the number or the word, as it stands there.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => json.Slice(ValueStart, ValueLength);

    /// <summary>Bytes of <see cref="ValueSpan"/>.</summary>
    public int ValueLength { get; private set; }

    /// <summary>Whether something in the text is escaped.</summary>
    public bool ValueIsEscaped { get; private set; }

    /// <summary>Goes on to the next token.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="JsonException">It is not JSON, ends too early, or is nested too deeply.</exception>
    public bool Read()
    {
        var next = PassBlanks(at);
        if (next == json.Length)
            return depth == 0 && TokenType != JsonTokenType.None ? false : throw Wrong();

        var inObject = (open & 1) != 0;
        switch (TokenType)
        {
            case JsonTokenType.None or JsonTokenType.PropertyName:
                inObject = false;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (json[next] == (inObject ? '}' : ']'))
                {
                    Close(next);
                    return true;
                }

                break;
            default:
                if (json[next] != ',' || depth == 0)
                {
                    Close(json[next] == (inObject ? '}' : ']') ? next : -1);
                    return true;
                }

                next = PassBlanks(next + 1);
                if (next == json.Length)
                    throw Wrong();

                break;
        }

        if (json[next] == '"')
            ReadText(next + 1, inObject);
        else if (inObject)
            throw Wrong();
        else
            ReadOther(next);

        return true;
    }

    /// <summary>Goes to the end of the value that it stands on or before.</summary>
    /// <exception cref="JsonException">As for <see cref="Read"/>.</exception>
    public void Skip()
    {
        if (TokenType == JsonTokenType.PropertyName)
            Read();

        if (TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            for (var outside = depth - 1; depth > outside;)
                Read();
        }
    }

    // By value and not by reference: a position that lies in memory takes longer than all the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int PassBlanks(int from) => from < json.Length && json[from] > ' ' ? from : PassMoreBlanks(from);

    private readonly int PassMoreBlanks(int from)
    {
        while (from < json.Length && json[from] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            from++;

        return from;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReadText(int start, bool isName)
    {
        ValueIsEscaped = false;
        var end = marks.Next(start);
        if (end < json.Length && json[end] != '"')
            end = PassEscapes(end);

        if (end == json.Length)
            throw Wrong();

        var next = end + 1;
        if (isName)
        {
            next = PassBlanks(next);
            if (next == json.Length || json[next++] != ':')
                throw Wrong();
        }

        (ValueStart, ValueLength, TokenType) = (start, end - start, isName ? JsonTokenType.PropertyName : JsonTokenType.String);
        at = next;
    }

    private int PassEscapes(int end)
    {
        ValueIsEscaped = true;
        while (end < json.Length && json[end] == '\\' && JsonEscape.Length(json[end..]) is > 0 and var length)
            end = marks.Next(end + length);

        return end < json.Length && json[end] == '"' ? end : json.Length;
    }

    private void ReadOther(int start)
    {
        var rest = json[start..];
        switch (rest[0])
        {
            case (byte)'{':
                Open(start, JsonTokenType.StartObject, 1);
                break;
            case (byte)'[':
                Open(start, JsonTokenType.StartArray, 0);
                break;
            case (byte)'t':
                Take(start, rest.StartsWith("true"u8) ? 4 : -1, JsonTokenType.True);
                break;
            case (byte)'f':
                Take(start, rest.StartsWith("false"u8) ? 5 : -1, JsonTokenType.False);
                break;
            case (byte)'n':
                Take(start, rest.StartsWith("null"u8) ? 4 : -1, JsonTokenType.Null);
                break;
            default:
                Take(start, JsonNumber.Length(rest, isAlone: depth == 0), JsonTokenType.Number);
                break;
        }
    }

    private void Open(int start, JsonTokenType type, ulong isObject)
    {
        if (depth == maxDepth)
            throw Wrong();

        depth++;
        open = (open << 1) | isObject;
        Take(start, 1, type);
    }

    private void Close(int start)
    {
        var type = (open & 1) != 0 ? JsonTokenType.EndObject : JsonTokenType.EndArray;
        if (--depth < 0 || start < 0)
            throw Wrong();

        open >>= 1;
        Take(start, 1, type);
    }

    private void Take(int start, int length, JsonTokenType type)
    {
        if (length < 0)
            throw Wrong();

        (ValueStart, ValueLength, ValueIsEscaped, TokenType) = (start, length, false, type);
        at = start + length;
    }

    private readonly JsonException Wrong()
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
        }

        throw new UnreachableException("Two readers of JSON disagree.");
    }
}
