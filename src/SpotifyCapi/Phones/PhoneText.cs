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
