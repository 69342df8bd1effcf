using SpotifyCapi.Phones;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// Which form of a number is hashed. Sources disagree (with the plus: Spotify's own wording on an E.164 number, the pixel, Stape;
/// without: several hobby senders), and only one digest can be sent, so it is a setting of the destination.
/// </summary>
public enum PhoneFormat
{
    /// <summary>With the plus: <c>+14155552671</c>. The default.</summary>
    E164,

    /// <summary>Digits only: <c>14155552671</c>.</summary>
    E164Digits,
}

/// <summary>The digest of a number in a <see cref="PhoneFormat"/>.</summary>
public static class PhoneFormats
{
    /// <summary>Hashes a number.</summary>
    /// <param name="format">The format.</param>
    /// <param name="number">The number.</param>
    public static Sha256Digest Digest(this PhoneFormat format, E164Number number) =>
        Sha256Digest.Of(format.Write(number, stackalloc byte[E164Number.MaxDigits + 1]));

    /// <summary>Writes the text that is hashed.</summary>
    /// <param name="format">The format.</param>
    /// <param name="number">The number.</param>
    /// <param name="room">Room for <c>+</c> and fifteen digits.</param>
    internal static ReadOnlySpan<byte> Write(this PhoneFormat format, E164Number number, Span<byte> room)
    {
        var text = room[..number.Write(room)];
        return format == PhoneFormat.E164Digits ? text[1..] : text;
    }
}
