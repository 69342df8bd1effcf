using SpotifyCapi.Settings;

namespace SpotifyCapi.Sources.Shopify;

/// <summary>Shopify webhooks.</summary>
public sealed class ShopifyKind : ISourceKind
{
    /// <inheritdoc/>
    public string Name => "Shopify";

    /// <inheritdoc/>
    public IWebhookSource Create(SettingReader settings) => new ShopifySource(ShopifyOptions.Read(settings));
}
