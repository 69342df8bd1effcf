namespace SpotifyCapi.Phones;

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
