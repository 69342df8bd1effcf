using System.Buffers;
using SpotifyCapi.Codes;

namespace SpotifyCapi.Text;

/// <summary>
/// Ids as programs and spreadsheets write them. What is no id (<c>undefined</c>, <c>#N/A</c>, <c>5.87291E+12</c>, 0) is the same text for many
/// sales, which would be taken for one; and <c>5872910000077.0</c> of a file must be the <c>5872910000077</c> of its webhook.
/// </summary>
internal static class SenderId
{
    // A word in front of an id that was left out, such as "transaction-".
    private const int LongestPrefix = 12;

    private const string Separators = "-_:|#";

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.,");

    private static readonly string[] MissingParts = ["null", "undefined", "none", "nil", "nan", "n/a", "[object object]"];

    /// <summary>Reads an id.</summary>
    /// <param name="text">As told.</param>
    /// <param name="code">Why it is none: one of <see cref="DropCodes"/>; null when it is one, or when there is nothing at all.</param>
    /// <returns>The id without what a program put around it; empty when it is none.</returns>
    public static ReadOnlySpan<char> Read(ReadOnlySpan<char> text, out string? code)
    {
        code = null;
        var id = text.Trim();
        if (id.IsEmpty || (char.IsAsciiLetterOrDigit(id[0]) && !id.ContainsAnyExcept(Plain) && id.ContainsAnyInRange('1', '9')))
            return id;

        id = WithoutZeroDecimals(CellText.Unwrap(id));
        code = NullLike.IsNullLike(id) || !HasSubstance(id) || HasMissingPart(id) || id is "-1" ? DropCodes.NullLike
            : IsRounded(id) || HasRoundedPart(id) ? DropCodes.IdRounded
            : null;
        return code is null ? id : default;
    }

    /// <summary>Reads an id; null when it is none.</summary>
    public static string? OrNull(string? text)
    {
        var id = Read(text, out _);
        return id.IsEmpty ? null : id.Length == text!.Length ? text : id.ToString();
    }

    // pandas writes a column of numbers with a gap in it as 1001.0, and a spreadsheet can show decimals. 1.000 may be a thousand. A word may stand before
    // the number, as in order-1001.0.
    private static ReadOnlySpan<char> WithoutZeroDecimals(ReadOnlySpan<char> id)
    {
        var point = id.IndexOfAny('.', ',');
        var number = point > 0 ? id[(id[..point].LastIndexOfAny(Separators) + 1)..point] : default;
        return !number.IsEmpty
            && !number.ContainsAnyExceptInRange('0', '9')
            && point + 1 < id.Length
            && !id[(point + 1)..].ContainsAnyExcept('0')
            && (id.Length - point - 1 != 3 || number.Length > 3)
            ? id[..point]
            : id;
    }

    // Zeros and punctuation only, such as --, 0.0, ????, or the GUID of zeros.
    private static bool HasSubstance(ReadOnlySpan<char> id)
    {
        foreach (var character in id)
        {
            if (char.IsLetter(character) || (char.IsDigit(character) && character != '0'))
                return true;
        }

        return false;
    }

    // "order-undefined", "order-", but not "berlin-none-1001": what is left tells sales apart.
    private static bool HasMissingPart(ReadOnlySpan<char> id)
    {
        if (id.ContainsAnyInRange('1', '9'))
            return false;

        foreach (var range in id.SplitAny(Separators))
        {
            if (NullLike.IsWord(id[range], MissingParts))
                return true;
        }

        return id.Length <= LongestPrefix + 1 && Separators.Contains(id[^1]);
    }

    private static bool HasRoundedPart(ReadOnlySpan<char> id)
    {
        foreach (var range in id.SplitAny(Separators))
        {
            if (IsRounded(id[range]))
                return true;
        }

        return false;
    }

    // 5.87291E+12: what Excel keeps of an id of 13 digits. Without a plus or decimals, as in 123e45, it may be a short hexadecimal id.
    private static bool IsRounded(ReadOnlySpan<char> id)
    {
        var exponent = id.LastIndexOfAny('e', 'E');
        if (exponent <= 0 || exponent + 1 >= id.Length || !char.IsAsciiDigit(id[0]))
            return false;

        var number = id[..exponent];
        var power = id[(exponent + 1)..];
        var digits = power[0] is '+' or '-' ? power[1..] : power;
        return (power[0] == '+' || number.ContainsAny('.', ','))
            && !number.ContainsAnyExcept(Numeric)
            && !digits.IsEmpty
            && !digits.ContainsAnyExceptInRange('0', '9');
    }
}

/// <summary>Cells as spreadsheets write them so that a number stays a text.</summary>
internal static class CellText
{
    // Byte order mark, zero width, direction marks: they come along with copy and paste.
    private const string Invisible = "\uFEFF\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069";
    private const string Quotes = "\"'`‘’“”„«»";

    /// <summary>
    /// Removes from a trimmed text <c>=</c> before a number or quotes, quotes of any kind around the whole, a leading apostrophe, and invisible
    /// characters.
    /// </summary>
    public static ReadOnlySpan<char> Unwrap(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || (char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])))
            return text;

        text = text.Trim(Invisible);
        if (text is ['=', '"', ..] || (text is ['=', _, ..] && !text[1..].ContainsAnyExceptInRange('0', '9')))
            text = text[1..];

        if (text is [var first, _, ..] && Quotes.Contains(first) && (first != '"' || !text.Trim(Quotes).Contains('"')))
            text = text.Trim(Quotes);

        return text.Trim();
    }
}
