using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace SpotifyCapi.Text;

/// <content>What the token is that it stands on.</content>
internal ref partial struct JsonTokens
{
    /// <summary>Whether it stands on a text that can stay where it is.</summary>
    public readonly bool IsHeldText => buffer is not null && TokenType == JsonTokenType.String && !ValueIsEscaped;

    /// <summary>The text that it stands on; missing for null.</summary>
    /// <exception cref="InvalidOperationException">It is none, not UTF-8, or holds half of a surrogate pair.</exception>
    public readonly Utf8Text Text() => IsHeldText ? new Utf8Text(buffer!, bufferStart + ValueStart, ValueLength) : GetString();

    /// <summary>The number that it stands on, as it is written.</summary>
    public readonly Utf8Text NumberText() =>
        buffer is not null ? new Utf8Text(buffer, bufferStart + ValueStart, ValueLength) : Encoding.UTF8.GetString(ValueSpan);

    /// <summary>The text that it stands on, a name or a value; null for null.</summary>
    /// <exception cref="InvalidOperationException">It is no text, not UTF-8, or holds half of a surrogate pair.</exception>
    public readonly string? GetString() => Alone().GetString();

    /// <summary>Whether the text that it stands on is this one.</summary>
    /// <exception cref="InvalidOperationException">It is no text, or holds half of a surrogate pair.</exception>
    public readonly bool ValueTextEquals(ReadOnlySpan<byte> text) =>
        TokenType == JsonTokenType.PropertyName && !ValueIsEscaped ? ValueSpan.SequenceEqual(text) : Alone().ValueTextEquals(text);

    /// <summary>Copies the text that it stands on, unescaped.</summary>
    /// <exception cref="InvalidOperationException">It is no text, or holds half of a surrogate pair.</exception>
    public readonly int CopyString(Span<byte> destination)
    {
        if (ValueIsEscaped || TokenType != JsonTokenType.String)
            return Alone().CopyString(destination);

        ValueSpan.CopyTo(destination);
        return ValueLength;
    }

    /// <summary>The whole number that it stands on.</summary>
    /// <exception cref="FormatException">It is another number.</exception>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    public readonly int GetInt32() => GetInt64() is >= int.MinValue and <= int.MaxValue and var number ? (int)number : throw NotThatNumber();

    /// <summary>The whole number that it stands on.</summary>
    /// <exception cref="FormatException">It is another number.</exception>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    public readonly long GetInt64() => Utf8Parser.TryParse(Number(), out long number, out var used) && used == ValueLength ? number : throw NotThatNumber();

    /// <summary>Reads the number that it stands on.</summary>
    /// <returns>False when there is no such decimal.</returns>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    public readonly bool TryGetDecimal(out decimal number) => Utf8Parser.TryParse(Number(), out number, out var used) && used == ValueLength;

    /// <summary>The number that it stands on.</summary>
    /// <exception cref="FormatException">There is no such decimal.</exception>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    public readonly decimal GetDecimal() => TryGetDecimal(out var number) ? number : throw NotThatNumber();

    /// <summary>The truth value that it stands on.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public readonly bool GetBoolean() => TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new InvalidOperationException("There is no truth value."),
    };

    /// <summary>A reader that stands on the same text, for what is rare. It goes through all of it, so that whoever asks often keeps it.</summary>
    public readonly Utf8JsonReader Alone()
    {
        var quote = TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0;
        var reader = new Utf8JsonReader(json.Slice(ValueStart - quote, ValueLength + (2 * quote)));
        reader.Read();
        return reader;
    }

    private readonly ReadOnlySpan<byte> Number() => TokenType == JsonTokenType.Number ? ValueSpan : throw new InvalidOperationException("There is no number.");

    private static FormatException NotThatNumber() => new("There is another number.");
}
