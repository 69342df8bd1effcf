using System.Globalization;
using SpotifyCapi.Text;

namespace SpotifyCapi.Phones;

/// <summary>Reads a phone number as a person or a <c>tel:</c> URI (RFC 3966) writes it, in one pass over the characters.</summary>
internal static class PhoneText
{
    // A longer text is not a phone number, and must not cost time.
    private const int MaxLength = 250;
    private const int LongWithoutFraction = 10;
    private const string Scheme = "tel:";
    private const string Context = ";phone-context=";
    private const string Subaddress = ";isub=";

    // What people and programs write before a number. None of them changes the digits behind it.
    private static readonly string[] Labels =
    [
        "phone number", "phone no", "phone", "telephone number", "telephone", "teléfono", "telefono", "téléphone", "telefone", "telefon", "telf",
        "tél", "tel", "mobile phone", "mobile", "mobil", "móvil", "movil", "mob", "cell phone", "cellulare", "celular", "cell", "cel", "handy", "gsm",
        "fon", "ph", "p", "whatsapp", "callto", "sms", "телефон", "тел", "電話", "电话",
    ];

    /// <summary>Adds the digits of <paramref name="raw"/>; the answer is <see cref="PhoneDrop.None"/> when there are some.</summary>
    internal static PhoneDrop Read(ReadOnlySpan<char> raw, scoped ref WrittenNumber number)
    {
        var text = raw.Trim();
        if (text.Length > MaxLength) return PhoneDrop.Invalid;

        // Nearly every number begins with a digit, a plus or a bracket, and only the last of them could begin a word.
        if (text is not [>= '+' and <= '9', ..] && NullLike.IsNullLike(text)) return PhoneDrop.NullLike;

        var isUri = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        text = isUri ? text[Scheme.Length..] : WithoutLabel(text);
        if (IsFraction(ref text)) return PhoneDrop.Invalid;
        var drop = ReadContext(ref text, ref number);
        if (drop == PhoneDrop.None) drop = ReadDigits(text, isUri, ref number);
        return drop == PhoneDrop.None && number.Count == 0 ? PhoneDrop.Blank : drop;
    }

    private static ReadOnlySpan<char> WithoutLabel(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsLetter(text[0])) return text;
        foreach (var label in Labels)
        {
            if (!text.StartsWith(label, StringComparison.OrdinalIgnoreCase)) continue;
            var rest = text[label.Length..].TrimStart(" .:/\u00A0\uFF1A");
            if (rest is ['(' or '+' or '\uFF0B' or (>= '0' and <= '9'), ..]) return rest;
        }

        return text;
    }

    /// <summary>
    /// A program that takes a column for fractions writes 4915123456789.0; with that zero the number would be another person's. One zero behind the only
    /// point goes, and so do more behind digits that are enough without them. Any other short rest may be the last digits, or not, and so is refused.
    /// </summary>
    /// <returns>Whether the text must be refused.</returns>
    private static bool IsFraction(scoped ref ReadOnlySpan<char> text)
    {
        var (point, digits, zeros, others, isPlain) = (-1, 0, 0, 0, true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '.' && point >= 0) return false;
            if (c == '.') point = i;
            else if (point < 0 && char.IsAsciiDigit(c)) digits++;
            else if (c == '0') zeros++;
            else if (char.IsAsciiDigit(c)) others++;
            else if (c is not ('+' or '\'' or '"') && point < 0) isPlain = false;
            else if (point >= 0 && c is not ('\'' or '"' or ' ')) return false;
        }

        if (point < 0 || digits < E164Number.MinDigits || zeros + others == 0) return false;
        if (others > 0 || (zeros > 1 && !(isPlain && digits >= LongWithoutFraction))) return isPlain && (others == 0 || zeros + others <= 2);
        text = text[..point];
        return false;
    }

    /// <summary>A context that is a number stands before the local number; one that is a domain says nothing.</summary>
    private static PhoneDrop ReadContext(ref ReadOnlySpan<char> text, scoped ref WrittenNumber number)
    {
        var at = !text.Contains(Context[0]) ? -1 : text.IndexOf(Context, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return PhoneDrop.None;
        var context = text[(at + Context.Length)..];
        var end = context.IndexOf(';');
        if (end >= 0) context = context[..end];
        text = text[..at];
        return context.StartsWith("+") ? ReadDigits(context, false, ref number) : PhoneDrop.None;
    }

    private static PhoneDrop ReadDigits(ReadOnlySpan<char> text, bool isUri, scoped ref WrittenNumber number)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (PhoneCharacters.Classify(text[i]))
            {
                case PhoneCharacter.Digit when !number.TryAdd(PhoneCharacters.DigitValue(text[i])):
                    return PhoneDrop.Invalid;
                case PhoneCharacter.Plus when !number.TryAddPlus():
                    return PhoneDrop.UnexpectedCharacter;
                case PhoneCharacter.Open:
                    number.Open();
                    break;
                case PhoneCharacter.Close:
                    number.Close();
                    break;
                case PhoneCharacter.ExtensionMark or PhoneCharacter.Letter or PhoneCharacter.Other:
                    return Ends(text[i..], isUri, number.Count) ? PhoneDrop.None : Refusal(text[i..]);
            }
        }

        return PhoneDrop.None;
    }

    private static bool Ends(ReadOnlySpan<char> rest, bool isUri, int digits) => digits > 0
        && (PhoneExtension.IsExtension(rest)
            || rest.StartsWith(Subaddress, StringComparison.OrdinalIgnoreCase)
            || (isUri && rest[0] == ';'));

    private static PhoneDrop Refusal(ReadOnlySpan<char> rest)
    {
        foreach (var c in rest)
            if (PhoneCharacters.Classify(c) == PhoneCharacter.Letter) return PhoneDrop.Letters;
        return PhoneDrop.UnexpectedCharacter;
    }
}

/// <summary>The digits of a number as a person wrote it, and the two marks that change their meaning.</summary>
internal ref struct WrittenNumber(Span<byte> buffer)
{
    /// <summary>More digits than any prefix, carrier code and number together.</summary>
    internal const int MaxDigits = 32;

    private readonly Span<byte> buffer = buffer;
    private int openedAt = -1;

    internal int Count { get; private set; }

    /// <summary>Whether a <c>+</c> came before the digits.</summary>
    internal bool HasPlus { get; private set; }

    /// <summary>Where the zero of a <c>(0)</c> stands among the digits; -1 when there is none.</summary>
    internal int BracketedZeroAt { get; private set; } = -1;

    internal readonly ReadOnlySpan<byte> Digits => buffer[..Count];

    internal bool TryAdd(int digit)
    {
        if (Count == MaxDigits) return false;
        buffer[Count++] = (byte)digit;
        return true;
    }

    internal bool TryAddPlus()
    {
        if (Count > 0) return false;
        HasPlus = true;
        return true;
    }

    internal void Open() => openedAt = Count;

    internal void Close()
    {
        if (openedAt >= 0 && Count == openedAt + 1 && buffer[openedAt] == 0) BracketedZeroAt = openedAt;
        openedAt = -1;
    }
}

/// <summary>Tells an extension ("x123", "ext. 123", "#123", ";ext=123", "доб. 123") from other text after a number.</summary>
internal static class PhoneExtension
{
    private const int MaxLabelledDigits = 20;
    private const int MaxMarkedDigits = 9;

    private static readonly string[] Labels =
        ["extensión", "extension", "extn", "ext", "xtn", "xt", "anexo", "ramal", "poste", "доб", "int", "dw", "ｘ", "x"];

    /// <summary>Whether the text, from the first character that is no part of the number to the end, is an extension.</summary>
    internal static bool IsExtension(ReadOnlySpan<char> text)
    {
        text = SkipPunctuation(text, out var marked);
        var label = Label(text);
        text = SkipPunctuation(text[label..], out _);
        var digits = 0;
        while (digits < text.Length && PhoneCharacters.DigitValue(text[digits]) >= 0) digits++;
        var rest = SkipPunctuation(text[digits..], out _);
        return rest.IsEmpty && (label > 0 ? digits <= MaxLabelledDigits : marked && digits <= MaxMarkedDigits);
    }

    private static int Label(ReadOnlySpan<char> text)
    {
        foreach (var label in Labels)
            if (text.StartsWith(label, StringComparison.OrdinalIgnoreCase)) return label.Length;
        return 0;
    }

    private static ReadOnlySpan<char> SkipPunctuation(ReadOnlySpan<char> text, out bool marked)
    {
        marked = false;
        var i = 0;
        for (; i < text.Length; i++)
        {
            var kind = PhoneCharacters.Classify(text[i]);
            if (kind is PhoneCharacter.Digit or PhoneCharacter.Letter or PhoneCharacter.Plus) break;
            if (kind is PhoneCharacter.Other && text[i] is not (':' or '=')) break;
            marked |= kind is PhoneCharacter.ExtensionMark;
        }

        return text[i..];
    }
}

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
