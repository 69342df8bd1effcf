using System.Buffers;
using System.Globalization;
using System.Text;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// Trims, composes (NFC) and lower-cases an address, and refuses what cannot be one. Nothing else: dots and plus tags stay, because
/// Spotify's guide hashes the trimmed, lower-cased address and any further step would break the match.
/// </summary>
public static class EmailNormalizer
{
    /// <summary>RFC 5321: the longest address that mail servers take, in characters.</summary>
    public const int MaxLength = 254;

    // Room for blanks and invisible characters around the longest address; what is longer is not an address and not worth composing.
    private const int MaxRawLength = 2048;

    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // RFC 5321: beside letters and digits an atom's signs and the dots between atoms.
    private static readonly SearchValues<char> LocalCharacters = SearchValues.Create(LettersAndDigits + "!#$%&'*+-/=?^_`{|}~.");
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create(LettersAndDigits + "-");

    // U+FFFC to U+FFFF: replacement characters and non-characters.
    private const char FirstSpecial = '\uFFFC';

    /// <summary>Normalises an address.</summary>
    /// <param name="raw">As typed.</param>
    /// <param name="email">The address when the result is true.</param>
    /// <returns>Whether the text is an address.</returns>
    public static bool TryNormalize(string raw, out NormalizedEmail email) => TryNormalize((Utf8Text)raw, out email);

    /// <inheritdoc cref="TryNormalize(string, out NormalizedEmail)"/>
    internal static bool TryNormalize(Utf8Text raw, out NormalizedEmail email)
    {
        email = default;
        var text = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        if (text.Length > MaxRawLength)
            return false;

        // Excel marks a cell as text with an apostrophe, and exports write it; others put the address between quotes. No mailbox begins with one.
        var trimmed = CellText.Unwrap(text.Trim());
        if (Ascii.IsValid(trimmed))
        {
            if (!IsAddress(trimmed))
                return false;

            email = new NormalizedEmail(LowerAscii(raw, text, trimmed));
            return true;
        }

        // Lone surrogates and non-characters cannot be normalised, hashed or sent; U+FFFD is what is left of text that was decoded wrongly.
        if (!TryCompose(CellText.Unwrap(StripInvisible(raw.ToString()).AsSpan().Trim()).ToString(), out var composed) || !IsAddress(composed.AsSpan().Trim()))
            return false;

        email = new NormalizedEmail(composed.Trim().ToLowerInvariant().Normalize(NormalizationForm.FormC));
        return true;
    }

    private static Utf8Text LowerAscii(Utf8Text raw, ReadOnlySpan<char> text, ReadOnlySpan<char> trimmed)
    {
        if (trimmed.Length == text.Length && !trimmed.ContainsAnyInRange('A', 'Z'))
            return raw;

        var lower = new byte[trimmed.Length];
        Ascii.ToLower(trimmed, lower, out _);
        return new Utf8Text(lower, 0, lower.Length);
    }

    // Zero-width characters and direction marks come along with copy and paste and are never part of an address.
    private static string StripInvisible(string raw) =>
        string.Concat(raw.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format));

    private static bool TryCompose(string text, out string composed)
    {
        composed = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= FirstSpecial || (char.IsSurrogate(text[i]) && (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[++i]))))
                return false;
        }

        composed = text.Normalize(NormalizationForm.FormC);
        return true;
    }

    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return text.Length <= MaxLength && at is > 0 and <= 64 && IsLocalPart(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local) => HasOnly(local, LocalCharacters);

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            labels++;
            if (label.IsEmpty || label.Length > 63 || label[0] == '-' || label[^1] == '-' || !HasOnly(label, LabelCharacters))
                return false;
        }

        return labels >= 2;
    }

    private static bool HasOnly(ReadOnlySpan<char> text, SearchValues<char> characters)
    {
        for (var other = text.IndexOfAnyExcept(characters); other >= 0; other = text.IndexOfAnyExcept(characters))
        {
            if (!IsBeyondAscii(text[other]))
                return false;

            text = text[(other + 1)..];
        }

        return true;
    }

    // Of punctuation only the two dots that domains of Catalan and Japanese have: quotes and dashes come from a text around the address.
    private static bool IsBeyondAscii(char c) =>
        c > 127 && !char.IsWhiteSpace(c) && !char.IsControl(c) && (!char.IsPunctuation(c) || c is '\u00B7' or '\u30FB');
}

/// <summary>An address that <see cref="EmailNormalizer"/> has cleaned and that is ready to be hashed. It never prints itself.</summary>
public readonly record struct NormalizedEmail
{
    internal NormalizedEmail(Utf8Text text) => Text = text;

    /// <summary>The cleaned address; only the queue writer and the hasher have a reason to read it.</summary>
    public string Value => Text.ToString();

    internal Utf8Text Text { get; }

    /// <inheritdoc/>
    public override string ToString() => "[e-mail]";
}
