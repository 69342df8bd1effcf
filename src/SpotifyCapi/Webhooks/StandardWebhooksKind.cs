using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Senders that follow Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks).</summary>
public sealed class StandardWebhooksKind : ISourceKind
{
    /// <inheritdoc/>
    public string Name => "StandardWebhooks";

    /// <inheritdoc/>
    public IWebhookSource Create(SettingReader settings) => new StandardWebhooksSource(StandardWebhooksOptions.Read(settings));
}
