using System.Buffers;
using System.Text;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// Recognises the e-mail addresses that nearly every event has, ASCII and nothing around them, without decoding them. Anything else is left to
/// <see cref="EmailNormalizer"/>, so a false answer says nothing.
/// </summary>
internal static class PlainEmail
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int MaxLocalLength = 64;
    private const int MaxLabelLength = 63;

    private static readonly SearchValues<byte> LocalCharacters = Bytes(EmailNormalizer.LocalSigns);
    private static readonly SearchValues<byte> DomainCharacters = Bytes("-.");

    /// <summary>Normalises an address.</summary>
    /// <param name="raw">As typed.</param>
    /// <param name="email">The address, when the result is true.</param>
    public static bool TryNormalize(Utf8Text raw, out NormalizedEmail email)
    {
        if (!raw.IsUtf8(out var utf8) || !IsOne(utf8))
        {
            email = default;
            return false;
        }

        email = new NormalizedEmail(utf8.ContainsAnyInRange((byte)'A', (byte)'Z') ? Lower(utf8) : raw);
        return true;
    }

    private static bool IsOne(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        return text.Length <= EmailNormalizer.MaxLength && at is > 0 and <= MaxLocalLength
            && !text[..at].ContainsAnyExcept(LocalCharacters) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsDomain(ReadOnlySpan<byte> domain)
    {
        if (domain.ContainsAnyExcept(DomainCharacters) || !IsLabel(domain[(domain.LastIndexOf((byte)'.') + 1)..]))
            return false;

        var labels = 1;
        for (var dot = domain.IndexOf((byte)'.'); dot >= 0; dot = domain.IndexOf((byte)'.'))
        {
            if (!IsLabel(domain[..dot]))
                return false;

            labels++;
            domain = domain[(dot + 1)..];
        }

        return labels >= 2;
    }

    private static bool IsLabel(ReadOnlySpan<byte> label) => label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-';

    private static Utf8Text Lower(ReadOnlySpan<byte> utf8)
    {
        var lower = new byte[utf8.Length];
        Ascii.ToLower(utf8, lower, out _);
        return new Utf8Text(lower, 0, lower.Length);
    }

    private static SearchValues<byte> Bytes(string signs) => SearchValues.Create(Encoding.ASCII.GetBytes(LettersAndDigits + signs));
}
