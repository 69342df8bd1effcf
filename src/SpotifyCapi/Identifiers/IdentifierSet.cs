using SpotifyCapi.Phones;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// The cleaned identifiers of a person. Addresses and number are either still readable (in our own queue) or already digests (when the
/// sender hashed them, or with hashing before the queue); <see cref="HashedIdentifiers.Of"/> makes digests of all.
/// </summary>
public sealed record IdentifierSet
{
    /// <summary>Readable addresses, without repetition.</summary>
    public IReadOnlyList<NormalizedEmail> Emails { get; init; } = [];

    /// <summary>Digests of addresses, without repetition.</summary>
    public IReadOnlyList<Sha256Digest> HashedEmails { get; init; } = [];

    /// <summary>Readable number.</summary>
    public E164Number? Phone { get; init; }

    /// <summary>Digest of the number.</summary>
    public Sha256Digest? HashedPhone { get; init; }

    /// <summary>Public address, canonical text.</summary>
    public string? IpAddress { get => IpAddressText.OrNull(); init => IpAddressText = value; }

    /// <summary>Browser's user agent; not an identifier by itself.</summary>
    public string? UserAgent { get => UserAgentText.OrNull(); init => UserAgentText = value; }

    /// <summary>Device id, raw.</summary>
    public string? DeviceId { get => DeviceIdText.OrNull(); init => DeviceIdText = value; }

    /// <summary>Whether an e-mail address is there in either form.</summary>
    public bool HasEmail => Emails.Count > 0 || HashedEmails.Count > 0;

    /// <summary>Whether a phone number is there in either form.</summary>
    public bool HasPhone => Phone is not null || HashedPhone is not null;

    internal Utf8Text IpAddressText { get; init; }

    internal Utf8Text UserAgentText { get; init; }

    internal Utf8Text DeviceIdText { get; init; }

    /// <summary>Says nothing: addresses of machines and ids of devices are personal too.</summary>
    public override string ToString() => "[identifiers]";

    /// <summary>Replaces what is readable by its digest, for hashing before the queue. Doing it twice changes nothing.</summary>
    /// <param name="format">Which form of the number is hashed.</param>
    public IdentifierSet WithoutReadable(PhoneFormat format)
    {
        var hashed = HashedIdentifiers.Of(this, format);
        return this with { Emails = [], HashedEmails = hashed.Emails, Phone = null, HashedPhone = hashed.Phone };
    }

    /// <summary>Puts digests back into a set, so that a dead letter can be queued again.</summary>
    /// <param name="hashed">The digests.</param>
    public static IdentifierSet Of(HashedIdentifiers hashed) => new()
    {
        HashedEmails = hashed.Emails,
        HashedPhone = hashed.Phone,
        IpAddressText = hashed.IpAddressText,
        UserAgentText = hashed.UserAgentText,
        DeviceIdText = hashed.DeviceIdText,
    };
}

/// <summary>The identifiers of a person as they may leave the process: addresses and number as digests, address and device raw as Spotify asks.</summary>
public sealed record HashedIdentifiers
{
    /// <summary>Digests of addresses, without repetition, in the order given.</summary>
    public IReadOnlyList<Sha256Digest> Emails { get; init; } = [];

    /// <summary>Digest of the phone number.</summary>
    public Sha256Digest? Phone { get; init; }

    /// <summary>Public IP address.</summary>
    public string? IpAddress { get => IpAddressText.OrNull(); init => IpAddressText = value; }

    /// <summary>User agent.</summary>
    public string? UserAgent { get => UserAgentText.OrNull(); init => UserAgentText = value; }

    /// <summary>Device id, raw.</summary>
    public string? DeviceId { get => DeviceIdText.OrNull(); init => DeviceIdText = value; }

    internal Utf8Text IpAddressText { get; init; }

    internal Utf8Text UserAgentText { get; init; }

    internal Utf8Text DeviceIdText { get; init; }

    /// <summary>Says nothing: addresses of machines and ids of devices are personal too.</summary>
    public override string ToString() => "[identifiers]";

    /// <summary>Hashes what is still readable.</summary>
    /// <param name="set">Cleaned identifiers.</param>
    /// <param name="format">Which form of the number is hashed.</param>
    public static HashedIdentifiers Of(IdentifierSet set, PhoneFormat format)
    {
        using var batch = DigestBatch.Rent();
        AddReadable(set, format, batch);
        batch.Complete();
        var next = 0;
        return Take(set, batch, ref next);
    }

    /// <summary>Adds what is still readable to a batch.</summary>
    internal static void AddReadable(IdentifierSet set, PhoneFormat format, DigestBatch batch)
    {
        for (var i = 0; i < set.Emails.Count; i++)
            batch.Add(set.Emails[i].Text);

        if (set.Phone is { } number)
            batch.Add(format.Write(number, stackalloc byte[E164Number.MaxDigits + 1]));
    }

    /// <summary>Takes the digests of what <see cref="AddReadable"/> added.</summary>
    /// <param name="set">Cleaned identifiers.</param>
    /// <param name="batch">After its completion.</param>
    /// <param name="next">Place of the first digest; afterwards that of the next set's.</param>
    internal static HashedIdentifiers Take(IdentifierSet set, DigestBatch batch, ref int next)
    {
        var emails = set.HashedEmails;
        if (set.Emails.Count == 1 && emails.Count == 0)
        {
            emails = [Sha256Digest.OfHash(batch[next++])];
        }
        else if (set.Emails.Count > 0)
        {
            var digests = new List<Sha256Digest>(set.Emails.Count + set.HashedEmails.Count);
            for (var i = 0; i < set.Emails.Count; i++)
                AddOnce(digests, Sha256Digest.OfHash(batch[next++]));

            for (var i = 0; i < set.HashedEmails.Count; i++)
                AddOnce(digests, set.HashedEmails[i]);

            emails = digests;
        }

        return new HashedIdentifiers
        {
            Emails = emails,
            Phone = set.Phone is not null ? Sha256Digest.OfHash(batch[next++]) : set.HashedPhone,
            IpAddressText = set.IpAddressText,
            UserAgentText = set.UserAgentText,
            DeviceIdText = set.DeviceIdText,
        };
    }

    private static void AddOnce(List<Sha256Digest> digests, Sha256Digest digest)
    {
        if (!digests.Contains(digest))
            digests.Add(digest);
    }
}

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
