using SpotifyCapi.Events;

namespace SpotifyCapi.OfflineFile;

/// <summary>Amounts as files have them: with thousands separators, and with a comma before the decimals where the source says so.</summary>
internal static class AmountText
{
    private const int MaxLength = 40;
    private const int GroupLength = 3;

    /// <summary>Reads an amount. Separators must stand where they belong, so that neither <c>49,99</c> passes as 4999 nor
    /// <c>1234,567</c> as 1234567.</summary>
    /// <param name="text">Trimmed.</param>
    /// <param name="decimalComma">Whether the comma stands before the decimals.</param>
    /// <param name="amount">The amount.</param>
    public static bool TryParse(ReadOnlySpan<char> text, bool decimalComma, out decimal amount)
    {
        amount = 0;
        if (text.Length > MaxLength)
            return false;

        var point = decimalComma ? ',' : '.';
        Span<char> plain = stackalloc char[MaxLength];
        var length = 0;
        var digits = 0;
        var isWhole = true;
        var sinceGroup = -1;
        foreach (var character in text)
        {
            if (character == point)
            {
                if (!isWhole || sinceGroup is not (-1 or GroupLength))
                    return false;

                isWhole = false;
                sinceGroup = -1;
                plain[length++] = '.';
            }
            else if (isWhole && IsSeparator(character, decimalComma))
            {
                if (sinceGroup < 0 ? digits is 0 or > GroupLength : sinceGroup != GroupLength)
                    return false;

                sinceGroup = 0;
            }
            else
            {
                sinceGroup += sinceGroup < 0 ? 0 : 1;
                digits += char.IsAsciiDigit(character) ? 1 : 0;
                plain[length++] = character;
            }
        }

        return sinceGroup is -1 or GroupLength && Amounts.TryParse(plain[..length], out amount);
    }

    private static bool IsSeparator(char character, bool decimalComma) =>
        character == (decimalComma ? '.' : ',') || character is '\'' or '’' or ' ' or '\u00A0' or '\u202F';
}
