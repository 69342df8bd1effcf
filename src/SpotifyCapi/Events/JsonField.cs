using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>
/// Reads single values. A wrong one is left out, and named with a code; of a field without which there is no conversion, it is an error instead.
/// </summary>
internal static class JsonField
{
    private const int AmountOnStack = 64;

    /// <summary>Moves from the property name to its value, and passes over a second value of the same name.</summary>
    public static bool IsFirst(ref JsonTokens reader, ref uint seen, int bit, string field, ConversionEvent read)
    {
        reader.Read();
        if ((seen & (1u << bit)) == 0)
        {
            seen |= 1u << bit;
            return true;
        }

        reader.Skip();
        var isNeeded = field.StartsWith("user", StringComparison.Ordinal) || IsNeeded(field);
        Refuse(read, ErrorCodes.DuplicateField, field, $"{field} occurs twice in the event; it is not clear which value counts.", isNeeded);
        return false;
    }

    /// <summary>Whether the value is an object; null counts as missing.</summary>
    public static bool IsObject(ref JsonTokens reader, string field, ConversionEvent read) => reader.TokenType switch
    {
        JsonTokenType.StartObject => true,
        JsonTokenType.Null when field.Length > 0 => false,
        _ => WrongType(ref reader, field, "an object", read, false),
    };

    /// <summary>A string or null; with <paramref name="numbers"/> also a number, digit for digit.</summary>
    public static Utf8Text Text(ref JsonTokens reader, string field, ConversionEvent read, bool numbers = false)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return IsNotText(ref reader, out var text)
                    ? WrongType<Utf8Text>(ref reader, field, "text without NUL and half surrogate pairs", read, default)
                    : text;
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.Number when numbers:
                return reader.NumberText();
            default:
                return WrongType<Utf8Text>(ref reader, field, numbers ? "a string or a number" : "a string", read, default);
        }
    }

    /// <summary>An array of strings; null counts as empty. Wrong elements are left out.</summary>
    public static void Texts(ref JsonTokens reader, string field, ConversionEvent read, Action<RawUser, Utf8Text> add)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            WrongType(ref reader, field, "an array of strings", read, false);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Text(ref reader, field, read) is { IsMissing: false } text)
                add(read.User, text);
        }
    }

    /// <summary>A number, or a string that is one in invariant notation; null is null.</summary>
    public static decimal? Amount(ref JsonTokens reader, string field, ConversionEvent read)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.Reader.TryGetDecimal(out var number) && !Amounts.IsLostInRounding(reader.Reader.ValueSpan, number):
                return number;
            case JsonTokenType.String when IsBlank(ref reader):
                return null;
            case JsonTokenType.String
                when !IsNotText(ref reader, out var text) && Amounts.TryParse(text.Chars(stackalloc char[AmountOnStack]), out var parsed):
                return parsed;
            case JsonTokenType.Number or JsonTokenType.String:
                read.ReadErrors.Add(new(ErrorCodes.AmountInvalid, field, $"{field} is not a finite number that a price can be, such as 49.99."));
                return null;
            default:
                return WrongType<decimal?>(ref reader, field, "a number", read, null);
        }
    }

    /// <summary>
    /// A string, number or boolean as text, or an array of such, joined by commas; null for null. False, with the value skipped, for anything else.
    /// </summary>
    public static bool Scalars(ref JsonTokens reader, out string? text)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return Scalar(ref reader, out text);

        var texts = new List<string>();
        var isWhole = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            isWhole &= Scalar(ref reader, out var element);
            if (element is not null)
                texts.Add(element);
        }

        text = texts.Count > 0 ? string.Join(',', texts) : null;
        return isWhole;
    }

    /// <summary>Skips the value and says what was expected.</summary>
    public static T WrongType<T>(ref JsonTokens reader, string field, string expected, ConversionEvent read, T fallback)
    {
        reader.Skip();
        Refuse(read, ErrorCodes.WrongType, field, field.Length > 0 ? $"{field} must be {expected}." : $"An event must be {expected}.", IsNeeded(field));
        return fallback;
    }

    private static bool IsNeeded(string field) => field is "" or "event_name" or "event_id" or "event_time" or "value" or "currency";

    private static void Refuse(ConversionEvent read, string code, string field, string message, bool isNeeded)
    {
        if (isNeeded)
            read.ReadErrors.Add(new(code, field, message));
        else
            read.SourceDrops.Add(field, code);
    }

    // A template without a price writes "", which counts as missing, as in every other field.
    private static bool IsBlank(ref JsonTokens reader) => !reader.Reader.ValueIsEscaped && reader.Reader.ValueSpan.IndexOfAnyExcept((byte)' ') < 0;

    private static bool Scalar(ref JsonTokens reader, out string? text)
    {
        text = reader.TokenType switch
        {
            JsonTokenType.String when !IsNotText(ref reader, out var held) => held.ToString(),
            JsonTokenType.Number => reader.NumberText().ToString(),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        var isScalar = text is not null || reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        return isScalar;
    }

    /// <summary>Whether a string cannot be text, because it holds half of a surrogate pair or NUL, which many databases refuse.</summary>
    public static bool IsNotText(ref JsonTokens reader, out Utf8Text text)
    {
        try
        {
            text = reader.Text();
            return reader.Reader.ValueIsEscaped && text.ToString().Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            text = default;
            return true;
        }
    }
}
