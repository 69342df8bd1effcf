using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>Shopify webhooks.</summary>
public sealed class ShopifyKind : ISourceKind
{
    /// <inheritdoc/>
    public string Name => "Shopify";

    /// <inheritdoc/>
    public IWebhookSource Create(SettingReader settings) => new ShopifySource(ShopifyOptions.Read(settings));
}
