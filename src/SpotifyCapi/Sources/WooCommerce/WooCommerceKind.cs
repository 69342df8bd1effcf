using SpotifyCapi.Settings;

namespace SpotifyCapi.Sources.WooCommerce;

/// <summary>WooCommerce webhooks.</summary>
public sealed class WooCommerceKind : ISourceKind
{
    /// <inheritdoc/>
    public string Name => "WooCommerce";

    /// <inheritdoc/>
    public IWebhookSource Create(SettingReader settings) => new WooCommerceSource(WooCommerceOptions.Read(settings));
}
