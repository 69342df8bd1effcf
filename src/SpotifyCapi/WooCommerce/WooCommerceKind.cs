using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.WooCommerce;

/// <summary>WooCommerce webhooks.</summary>
public sealed class WooCommerceKind : ISourceKind
{
    /// <inheritdoc/>
    public string Name => "WooCommerce";

    /// <inheritdoc/>
    public IWebhookSource Create(SettingReader settings) => new WooCommerceSource(WooCommerceOptions.Read(settings));
}
