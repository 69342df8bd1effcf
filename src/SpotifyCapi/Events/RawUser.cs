using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Events;

/// <summary>The person of a <see cref="ConversionEvent"/> as the source told it. Raw values have types that do not print.</summary>
public sealed class RawUser
{
    /// <summary>Addresses in the order given.</summary>
    public List<RawEmail> Emails { get; } = [];

    /// <summary>Phone candidates, best first; each may bring the country of the address that it was found in.</summary>
    public List<RawPhone> Phones { get; } = [];

    /// <summary>ISO 3166-1 alpha-2 country of the person, the second choice for a phone without its own prefix.</summary>
    public string? Country { get; set; }

    /// <summary>SHA-256 digests of normalised addresses, hex.</summary>
    public List<string> HashedEmails { get; } = [];

    /// <summary>SHA-256 digest of the normalised phone number, hex.</summary>
    public string? HashedPhoneNumber { get; set; }

    /// <summary>The person's own address, not that of a server.</summary>
    public string? IpAddress { get; set; }

    /// <summary>The browser's user agent.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Advertising id or first-party id; sent raw.</summary>
    public string? DeviceId { get; set; }
}
