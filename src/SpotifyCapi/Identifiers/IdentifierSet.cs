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
