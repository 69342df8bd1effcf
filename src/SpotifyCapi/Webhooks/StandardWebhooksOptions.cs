using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>How a secret becomes a key.</summary>
public enum StandardWebhooksSecretFormat
{
    /// <summary>After <c>whsec_</c> it is Base64; without that prefix both readings are tried. The default.</summary>
    Auto,

    /// <summary>Base64, with or without <c>whsec_</c>.</summary>
    Base64,

    /// <summary>The bytes of the text itself, as with BigCommerce's client secret.</summary>
    Raw,
}

/// <summary>Options of a Standard Webhooks source.</summary>
public sealed record StandardWebhooksOptions
{
    /// <summary>How far <c>webhook-timestamp</c> may be from the time of arrival, before or after; 5 minutes by default.</summary>
    public TimeSpan Tolerance { get; init; } = SignatureTimestamp.DefaultTolerance;

    /// <summary>How a secret becomes a key.</summary>
    public StandardWebhooksSecretFormat SecretFormat { get; init; }

    /// <summary>What the three headers start with; <c>webhook</c> by default. Older senders on Svix use <c>svix</c>.</summary>
    public string HeaderPrefix { get; init; } = "webhook";

    /// <summary>Reads the options.</summary>
    /// <param name="settings">Settings of the source.</param>
    public static StandardWebhooksOptions Read(SettingReader settings)
    {
        var defaults = new StandardWebhooksOptions();
        return new StandardWebhooksOptions
        {
            Tolerance = settings.Duration(nameof(Tolerance), defaults.Tolerance, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            SecretFormat = settings.Enum(nameof(SecretFormat), defaults.SecretFormat),
            HeaderPrefix = settings.Text(nameof(HeaderPrefix))?.TrimEnd('-') ?? defaults.HeaderPrefix,
        };
    }
}
