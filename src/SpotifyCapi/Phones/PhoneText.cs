namespace SpotifyCapi.Phones;

/// <summary>Reads a phone number as a person or a <c>tel:</c> URI (RFC 3966) writes it, in one pass over the characters.</summary>
internal static class PhoneText
{
    // A longer text is not a phone number, and must not cost time.
    private const int MaxLength = 250;
    private const string Scheme = "tel:";
    private const string Context = ";phone-context=";
    private const string Subaddress = ";isub=";

    private static readonly string[] NullWords = ["null", "undefined", "none", "nil", "nan", "n/a", "na", "#n/a", "(null)", "unknown"];

    /// <summary>Adds the digits of <paramref name="raw"/>; the answer is <see cref="PhoneDrop.None"/> when there are some.</summary>
    internal static PhoneDrop Read(ReadOnlySpan<char> raw, scoped ref WrittenNumber number)
    {
        var text = raw.Trim();
        if (text.Length > MaxLength) return PhoneDrop.Invalid;
        if (IsNullWord(text)) return PhoneDrop.NullLike;

        var isUri = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        if (isUri) text = text[Scheme.Length..];
        var drop = ReadContext(ref text, ref number);
        if (drop == PhoneDrop.None) drop = ReadDigits(text, isUri, ref number);
        return drop == PhoneDrop.None && number.Count == 0 ? PhoneDrop.Blank : drop;
    }

    private static bool IsNullWord(ReadOnlySpan<char> text)
    {
        // Nearly every number begins with a digit, a plus or a bracket, and only the last of them could begin a word.
        if (text is [>= '+' and <= '9', ..]) return false;
        foreach (var word in NullWords)
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
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
