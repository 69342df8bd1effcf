namespace SpotifyCapi.Sources.Shopify;

/// <summary>What a delivery's headers tell. Two families carry the same: <c>X-Shopify-*</c> and, for the newer Events, <c>Shopify-*</c>.</summary>
internal static class ShopifyHeaders
{
    /// <summary>The same on every retry of one delivery.</summary>
    public static string? DeliveryId(this WebhookRequest request) => request.OnlyOf("X-Shopify-Webhook-Id", "Shopify-Webhook-Id");

    /// <summary>When the action happened.</summary>
    public static string? TriggeredAt(this WebhookRequest request) => request.OnlyOf("X-Shopify-Triggered-At", "Shopify-Triggered-At");

    /// <summary>The page that the buyer landed on. The order's own status page is never used: its address carries a key.</summary>
    public static string? PageUrl(this WebhookRequest request, string? landingSite)
    {
        var shop = request.OnlyOf("X-Shopify-Shop-Domain", "Shopify-Shop-Domain");
        return landingSite is ['/', ..] && shop is not null && Uri.CheckHostName(shop) == UriHostNameType.Dns ? $"https://{shop}{landingSite}" : null;
    }
}
