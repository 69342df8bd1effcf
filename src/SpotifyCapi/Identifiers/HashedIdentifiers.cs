using SpotifyCapi.Phones;
using SpotifyCapi.Text;

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
            emails = [Sha256Digest.OfHash(batch[next++])];
        else if (set.Emails.Count > 0)
            emails = Once(set, batch, ref next);

        return new HashedIdentifiers
        {
            Emails = emails,
            Phone = set.Phone is not null ? Sha256Digest.OfHash(batch[next++]) : set.HashedPhone,
            IpAddressText = set.IpAddressText,
            UserAgentText = set.UserAgentText,
            DeviceIdText = set.DeviceIdText,
        };
    }

    private static List<Sha256Digest> Once(IdentifierSet set, DigestBatch batch, ref int next)
    {
        var digests = new List<Sha256Digest>(set.Emails.Count + set.HashedEmails.Count);
        for (var i = 0; i < set.Emails.Count; i++)
            AddOnce(digests, Sha256Digest.OfHash(batch[next++]));

        for (var i = 0; i < set.HashedEmails.Count; i++)
            AddOnce(digests, set.HashedEmails[i]);

        return digests;
    }

    private static void AddOnce(List<Sha256Digest> digests, Sha256Digest digest)
    {
        if (!digests.Contains(digest))
            digests.Add(digest);
    }
}
