using System.Runtime.InteropServices;
using SpotifyCapi.Phones;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>The person of a conversion event as the source told it. Raw values have types that do not print.</summary>
public sealed class RawUser
{
    private List<RawEmail>? emails;
    private List<RawPhone>? phones;
    private List<string>? hashedEmails;

    /// <summary>Addresses in the order given.</summary>
    public List<RawEmail> Emails => emails ??= new(1);

    /// <summary>Phone candidates, best first; each may bring the country of the address that it was found in.</summary>
    public List<RawPhone> Phones => phones ??= new(1);

    /// <summary>ISO 3166-1 alpha-2 country of the person, the second choice for a phone without its own prefix.</summary>
    public string? Country { get => CountryText.OrNull(); set => CountryText = value; }

    /// <summary>SHA-256 digests of normalised addresses, hex.</summary>
    public List<string> HashedEmails => hashedEmails ??= [];

    /// <summary>SHA-256 digest of the normalised phone number, hex.</summary>
    public string? HashedPhoneNumber { get => HashedPhoneNumberText.OrNull(); set => HashedPhoneNumberText = value; }

    /// <summary>The person's own address, not that of a server.</summary>
    public string? IpAddress { get => IpAddressText.OrNull(); set => IpAddressText = value; }

    /// <summary>The browser's user agent.</summary>
    public string? UserAgent { get => UserAgentText.OrNull(); set => UserAgentText = value; }

    /// <summary>Advertising id or first-party id; sent raw.</summary>
    public string? DeviceId { get => DeviceIdText.OrNull(); set => DeviceIdText = value; }

    /// <summary>
    /// The ISO 3166-1 alpha-2 code of a country as an address has it: two letters (UK is GB), three letters, or a name that is known; else null.
    /// </summary>
    public static string? CountryCode(string? country) =>
        CellText.Unwrap(country.AsSpan().Trim()) is not { Length: > 1 } name ? null
        : CountryNames.TryGetCode(name, out var code) ? code
        : name.Length == 2 ? name.ToString()
        : null;

    // What was given, without a list when there is nothing.
    internal ReadOnlySpan<RawEmail> GivenEmails => CollectionsMarshal.AsSpan(emails);

    internal ReadOnlySpan<RawPhone> GivenPhones => CollectionsMarshal.AsSpan(phones);

    internal ReadOnlySpan<string> GivenDigests => CollectionsMarshal.AsSpan(hashedEmails);

    internal Utf8Text CountryText;
    internal Utf8Text HashedPhoneNumberText;
    internal Utf8Text IpAddressText;
    internal Utf8Text UserAgentText;
    internal Utf8Text DeviceIdText;
}

/// <summary>An e-mail address as typed. It never prints itself, so that it cannot slip into a log.</summary>
public readonly record struct RawEmail
{
    /// <summary>An address.</summary>
    /// <param name="value">The text.</param>
    public RawEmail(string value) => Text = value;

    internal RawEmail(Utf8Text text) => Text = text;

    /// <summary>The text.</summary>
    public string Value => Text.ToString();

    internal Utf8Text Text { get; }

    /// <inheritdoc/>
    public override string ToString() => "[e-mail]";
}

/// <summary>A phone number as typed. It never prints itself, so that it cannot slip into a log.</summary>
public readonly record struct RawPhone
{
    /// <summary>A number.</summary>
    /// <param name="value">The text.</param>
    /// <param name="country">ISO 3166-1 alpha-2 country of the address that the number stood in; null when unknown.</param>
    public RawPhone(string value, string? country = null) => (Text, Country) = (value, country);

    internal RawPhone(Utf8Text text) => Text = text;

    /// <summary>The text.</summary>
    public string Value => Text.ToString();

    /// <summary>ISO 3166-1 alpha-2 country of the address that the number stood in; null when unknown.</summary>
    public string? Country { get; }

    internal Utf8Text Text { get; }

    /// <inheritdoc/>
    public override string ToString() => "[phone]";
}
