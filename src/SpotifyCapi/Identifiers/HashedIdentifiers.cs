using SpotifyCapi.Events;

namespace SpotifyCapi.Identifiers;

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

    private static void AddOnce(List<Sha256Digest> digests, Sha256Digest digest)
    {
        if (!digests.Contains(digest))
        {
            digests.Add(digest);
        }
    }

    /// <summary>Hashes what is still readable.</summary>
    /// <param name="set">Cleaned identifiers.</param>
    /// <param name="format">Which form of the number is hashed.</param>
    public static HashedIdentifiers Of(IdentifierSet set, PhoneFormat format)
    {
        var emails = set.HashedEmails;
        if (set.Emails.Count == 1 && emails.Count == 0)
        {
            emails = [Sha256Digest.Of(set.Emails[0].Text)];
        }
        else if (set.Emails.Count > 0)
        {
            var digests = new List<Sha256Digest>(set.Emails.Count + emails.Count);
            for (var i = 0; i < set.Emails.Count; i++)
            {
                AddOnce(digests, Sha256Digest.Of(set.Emails[i].Text));
            }

            for (var i = 0; i < emails.Count; i++)
            {
                AddOnce(digests, emails[i]);
            }

            emails = digests;
        }

        return new HashedIdentifiers
        {
            Emails = emails,
            Phone = set.Phone is { } number ? format.Digest(number) : set.HashedPhone,
            IpAddressText = set.IpAddressText,
            UserAgentText = set.UserAgentText,
            DeviceIdText = set.DeviceIdText,
        };
    }
}
