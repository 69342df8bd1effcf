using System.Globalization;

namespace SpotifyCapi.Phones;

/// <summary>What a character means in a written phone number.</summary>
internal enum PhoneCharacter
{
    Digit,
    Plus,
    Open,
    Close,
    Separator,
    ExtensionMark,
    Letter,
    Other,
}

internal static class PhoneCharacters
{
    internal static PhoneCharacter Classify(char c) => c switch
    {
        >= '0' and <= '9' => PhoneCharacter.Digit,
        ' ' or '-' or '.' or '/' or '~' or '\'' or '"' or '\u00B7' or '\u2022' or '\u30FB' => PhoneCharacter.Separator,
        '+' or '\uFF0B' or '\uFE62' => PhoneCharacter.Plus,
        '#' or '\uFF03' or ',' or '\uFF0C' or ';' or '\uFF1B' => PhoneCharacter.ExtensionMark,
        // Katakana's length mark is a letter, and Japanese forms use it as a dash.
        '\u30FC' or '\uFF70' => PhoneCharacter.Separator,
        '\u2212' or '\u2044' or '\u2215' or '\u2053' or '\u223C' or '\uFF5E' => PhoneCharacter.Separator,
        '\uFF0E' or '\uFF0F' or '\uFF07' or '\u2027' => PhoneCharacter.Separator,
        _ => ByCategory(c),
    };

    /// <summary>The value of a decimal digit of any script; every culture gives the same answer.</summary>
    internal static int DigitValue(char c) => char.IsAsciiDigit(c) ? c - '0' : CharUnicodeInfo.GetDecimalDigitValue(c);

    private static PhoneCharacter ByCategory(char c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.DecimalDigitNumber => PhoneCharacter.Digit,
        UnicodeCategory.OpenPunctuation => PhoneCharacter.Open,
        UnicodeCategory.ClosePunctuation => PhoneCharacter.Close,
        // Dashes and quotation marks, every kind of space, and the invisible: direction marks, zero-width characters, soft hyphens.
        UnicodeCategory.DashPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
            UnicodeCategory.Format or UnicodeCategory.Control => PhoneCharacter.Separator,
        _ => char.IsLetter(c) ? PhoneCharacter.Letter : PhoneCharacter.Other,
    };
}
