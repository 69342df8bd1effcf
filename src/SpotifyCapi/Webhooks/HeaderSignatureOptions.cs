using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Where a sender puts its signature and what it is over.</summary>
public sealed record HeaderSignatureOptions
{
    /// <summary>The header that carries the signature.</summary>
    public required string Header { get; init; }

    /// <summary>Text before the signature in the header, such as <c>sha256=</c>, or <c>HMAC </c> with its blank; empty by default.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>How the signature is written; <see cref="SignatureEncoding.Hex"/> by default.</summary>
    public SignatureEncoding Encoding { get; init; }

    /// <summary>The hash function; <see cref="HmacAlgorithm.Sha256"/> by default.</summary>
    public HmacAlgorithm Algorithm { get; init; }

    /// <summary>The header that carries the time of signing in Unix seconds; null: the time is not checked.</summary>
    public string? TimestampHeader { get; init; }

    /// <summary>What is signed; the body alone by default.</summary>
    public SigningTemplate Template { get; init; } = SigningTemplate.BodyOnly;

    /// <summary>How far the time of signing may be from the time of arrival; 5 minutes by default.</summary>
    public TimeSpan Tolerance { get; init; } = SignatureTimestamp.DefaultTolerance;

    /// <summary>Reads the options.</summary>
    /// <param name="settings">Settings of the source.</param>
    /// <param name="defaultHeader">The header when none is set; null when one must be.</param>
    public static HeaderSignatureOptions Read(SettingReader settings, string? defaultHeader = null)
    {
        var header = settings.Text(nameof(Header)) ?? defaultHeader
            ?? settings.Required(nameof(Header), "the name of the header that carries the signature, such as X-Hub-Signature-256");
        var defaults = new HeaderSignatureOptions { Header = header };
        var timestamp = settings.Text(nameof(TimestampHeader));
        return defaults with
        {
            // HTTP takes away the blanks before a header's value, so none can be asked for there.
            Prefix = settings.Untrimmed(nameof(Prefix))?.TrimStart() ?? defaults.Prefix,
            Encoding = settings.Enum(nameof(Encoding), defaults.Encoding),
            Algorithm = settings.Enum(nameof(Algorithm), defaults.Algorithm),
            TimestampHeader = timestamp,
            Template = ReadTemplate(settings, timestamp is not null),
            Tolerance = settings.Duration(nameof(Tolerance), defaults.Tolerance, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        };
    }

    // A time that is not signed proves nothing, and a placeholder without its header can never be filled.
    private static SigningTemplate ReadTemplate(SettingReader settings, bool hasTimestamp)
    {
        const string Name = "SignedContent";
        var text = settings.Text(Name);
        if (text is null && !hasTimestamp)
            return SigningTemplate.BodyOnly;

        var template = SigningTemplate.Parse(text ?? string.Empty);
        if (template is null)
        {
            settings.Problem(Name, "must hold {body} once, and {timestamp} when TimestampHeader is set, such as {timestamp}.{body}.");
        }
        else if (template.SignsTimestamp != hasTimestamp)
        {
            settings.Problem(Name, hasTimestamp
                ? "must hold {timestamp}, because TimestampHeader is set and a time that is not signed proves nothing."
                : "holds {timestamp}, so TimestampHeader must name the header that carries it.");
        }

        return template ?? SigningTemplate.BodyOnly;
    }
}
