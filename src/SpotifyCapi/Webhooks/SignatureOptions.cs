using System.Collections.Frozen;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>How a sender proves that it is the one.</summary>
public enum SignatureScheme
{
    /// <summary>An HMAC in a header. The default.</summary>
    Hmac,

    /// <summary>The secret itself in a header.</summary>
    Token,

    /// <summary>User and password in a header, as HTTP Basic writes them; the secret is <c>user:password</c>.</summary>
    Basic,

    /// <summary>The body is a token signed with RS256 (compact JWT); the secrets are public keys.</summary>
    Jwt,

    /// <summary>An access token in the header <c>Authorization</c> (RFC 6750), signed with RS256; <c>Issuer</c> and <c>Audience</c> must fit.</summary>
    Bearer,

    /// <summary>A detached RS256 signature of the raw body in a header (JWS with <c>b64: false</c>, RFC 7797); the secrets are public keys.</summary>
    Jws,
}

/// <summary>How the time of signing is written.</summary>
public enum SignatureTime
{
    /// <summary>Unix seconds. The default.</summary>
    Seconds,

    /// <summary>Unix milliseconds.</summary>
    Milliseconds,

    /// <summary>Such as <c>2026-01-23T12:34:56Z</c>.</summary>
    Rfc3339,
}

/// <summary>How a secret becomes a key.</summary>
public enum SignatureSecret
{
    /// <summary>The bytes of the text itself. The default.</summary>
    Text,

    /// <summary>Hexadecimal digits.</summary>
    Hex,

    /// <summary>Base64.</summary>
    Base64,

    /// <summary>Base64 after <c>whsec_</c>, as Standard Webhooks writes it.</summary>
    Whsec,
}

/// <summary>Where a sender puts its signature and what it is over.</summary>
public sealed record HeaderSignatureOptions
{
    /// <summary>How the sender proves who it is; <see cref="SignatureScheme.Hmac"/> by default.</summary>
    public SignatureScheme Scheme { get; init; }

    /// <summary>The header that carries the signature; empty when the body itself is the signed token.</summary>
    public required string Header { get; init; }

    /// <summary>How the header is put together from time and signature; null: it is the signature alone.</summary>
    public SignatureHeaderFormat? HeaderFormat { get; init; }

    /// <summary>Text before the signature in the header, such as <c>sha256=</c>, or <c>HMAC </c> with its blank; empty by default.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>How the signature is written; <see cref="SignatureEncoding.Hex"/> by default.</summary>
    public SignatureEncoding Encoding { get; init; }

    /// <summary>The hash function; <see cref="HmacAlgorithm.Sha256"/> by default.</summary>
    public HmacAlgorithm Algorithm { get; init; }

    /// <summary>How a secret becomes a key; <see cref="SignatureSecret.Text"/> by default.</summary>
    public SignatureSecret SecretFormat { get; init; }

    /// <summary>The header that carries the time of signing; null: it is in the signature's header, or is not checked.</summary>
    public string? TimestampHeader { get; init; }

    /// <summary>How the time of signing is written; <see cref="SignatureTime.Seconds"/> by default.</summary>
    public SignatureTime TimestampFormat { get; init; }

    /// <summary>What is signed; the body alone by default.</summary>
    public SigningTemplate Template { get; init; } = SigningTemplate.BodyOnly;

    /// <summary>How far the time of signing may be from the time of arrival; 5 minutes by default.</summary>
    public TimeSpan Tolerance { get; init; } = SignatureTimestamp.DefaultTolerance;

    /// <summary>Our address as the sender knows it, byte for byte, for what is signed over it. Never the request's own: a proxy changes that.</summary>
    public string? NotificationUrl { get; init; }

    /// <summary>Who must have made an access token (<c>iss</c>).</summary>
    public string? Issuer { get; init; }

    /// <summary>For whom an access token must be made (<c>aud</c>).</summary>
    public string? Audience { get; init; }

    /// <summary>Whether the secrets are public keys.</summary>
    internal bool HasPublicKeys => Scheme is SignatureScheme.Jwt or SignatureScheme.Jws or SignatureScheme.Bearer;

    /// <summary>Reads the options; without a default a header must be set.</summary>
    public static HeaderSignatureOptions Read(SettingReader settings, string? defaultHeader = null)
    {
        settings = Preset(settings);
        var scheme = settings.Enum(nameof(Scheme), SignatureScheme.Hmac);
        var header = settings.HeaderName(nameof(Header)) ?? defaultHeader ?? scheme switch
        {
            SignatureScheme.Jwt => string.Empty,
            SignatureScheme.Basic or SignatureScheme.Bearer => "Authorization",
            _ => settings.Required(nameof(Header), "the name of the header that carries the signature, such as X-Hub-Signature-256"),
        };
        var defaults = new HeaderSignatureOptions { Header = header };
        var (format, timestamp) = (ReadFormat(settings), settings.HeaderName(nameof(TimestampHeader)));
        if (format?.HasTimestamp == true && timestamp is not null)
            settings.Problem(nameof(TimestampHeader), "must be left out, because HeaderFormat has {timestamp}.");

        return defaults with
        {
            Scheme = scheme,
            HeaderFormat = format,

            // HTTP takes away the blanks before a header's value, so none can be asked for there.
            Prefix = settings.Untrimmed(nameof(Prefix))?.TrimStart() ?? defaults.Prefix,
            Encoding = settings.Enum(nameof(Encoding), defaults.Encoding),
            Algorithm = settings.Enum(nameof(Algorithm), defaults.Algorithm),
            SecretFormat = settings.Enum(nameof(SecretFormat), defaults.SecretFormat),
            TimestampHeader = timestamp,
            TimestampFormat = settings.Enum(nameof(TimestampFormat), defaults.TimestampFormat),
            Template = ReadTemplate(settings, timestamp is not null || format?.HasTimestamp == true),
            Tolerance = settings.Duration(nameof(Tolerance), defaults.Tolerance, TimeSpan.FromSeconds(1), TimeSpan.FromDays(2)),
            Issuer = ReadClaim(settings, nameof(Issuer), scheme),
            Audience = ReadClaim(settings, nameof(Audience), scheme),
            NotificationUrl = settings.Address(nameof(NotificationUrl)) is null ? null : settings.Text(nameof(NotificationUrl)),
        };
    }

    // A token of anyone for anything is no proof.
    private static string? ReadClaim(SettingReader settings, string name, SignatureScheme scheme) =>
        scheme == SignatureScheme.Bearer ? settings.Required(name, "a claim that access tokens must have") : settings.Text(name);

    private static SettingReader Preset(SettingReader settings)
    {
        const string Name = "Preset";
        if (settings.Text(Name) is not { } name)
            return settings;

        if (SignaturePresets.Find(name) is { } preset)
            return settings.Over(preset);

        settings.Problem(Name, $"must be one of {string.Join(", ", SignaturePresets.Names)}.");
        return settings;
    }

    private static SignatureHeaderFormat? ReadFormat(SettingReader settings)
    {
        if (settings.Text(nameof(HeaderFormat)) is not { } text)
            return null;

        var format = SignatureHeaderFormat.Parse(text);
        if (format is null)
        {
            settings.Problem(
                nameof(HeaderFormat),
                "must hold {signature} once and {timestamp} at most once, such as t={timestamp},v1={signature} or {timestamp},{signature}.");
        }

        return format;
    }

    // A time that is not signed proves nothing, and a placeholder without its source can never be filled.
    private static SigningTemplate ReadTemplate(SettingReader settings, bool hasTimestamp)
    {
        const string Name = "SignedContent";
        var text = settings.Text(Name);
        if (text is null && !hasTimestamp)
            return SigningTemplate.BodyOnly;

        var template = SigningTemplate.Parse(text ?? string.Empty);
        if (template is null)
        {
            settings.Problem(
                Name,
                "must hold {body} once, and beside it only {timestamp}, {url}, {method} and {header:NAME}, such as {timestamp}.{body}; "
                + "{timestamp} is a must when TimestampHeader or HeaderFormat brings one.");
        }
        else if (template.Signs("{timestamp}") != hasTimestamp)
        {
            settings.Problem(Name, hasTimestamp
                ? "must hold {timestamp}, because TimestampHeader or HeaderFormat brings one and a time that is not signed proves nothing."
                : "holds {timestamp}, so TimestampHeader must name the header that carries it.");
        }

        if (template?.Signs("{url}") == true && settings.Text(nameof(NotificationUrl)) is null)
            settings.Problem(nameof(NotificationUrl), "is missing (the address of this source exactly as it stands with the sender, which signs it).");

        return template ?? SigningTemplate.BodyOnly;
    }
}

/// <summary>Reads names of headers.</summary>
internal static class HeaderNames
{
    /// <summary>
    /// A name of a header, or of a parameter after <c>?</c>; null when missing. One that no header has, such as <c>X-Sig:</c>, would refuse every webhook.
    /// </summary>
    public static string? HeaderName(this SettingReader settings, string name)
    {
        var header = settings.Text(name);
        if (header?.TrimStart(WebhookRequest.QueryMark).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') == false)
            settings.Problem(name, "must be the name of a header, such as X-Hub-Signature-256, and nothing else.");

        return header;
    }
}

/// <summary>The signature schemes of known platforms: settings under a name, data without code (<c>presets.txt</c>).</summary>
public static class SignaturePresets
{
    private static readonly FrozenDictionary<string, IReadOnlyDictionary<string, string>> All = SettingTable.Read("presets.txt");

    /// <summary>Every name.</summary>
    public static IEnumerable<string> Names => All.Keys.Order(StringComparer.Ordinal);

    internal static IReadOnlyDictionary<string, string>? Find(string name) => All.GetValueOrDefault(name);
}
