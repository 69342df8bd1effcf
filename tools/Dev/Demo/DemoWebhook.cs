using System.Globalization;
using System.Net.Http.Headers;

namespace Dev.Demo;

/// <summary>The order as a webhook request with Shopify's headers.</summary>
internal static class DemoWebhook
{
    public const string Path = "/api/webhooks/shopify";

    public static HttpRequestMessage For(DemoOrder order, string secret)
    {
        var content = new ReadOnlyMemoryContent(order.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = content,
            Headers =
            {
                { "X-Shopify-Topic", "orders/paid" },
                { "X-Shopify-Shop-Domain", "demo-shop.myshopify.com" },
                { "X-Shopify-API-Version", "2026-01" },
                { "X-Shopify-Webhook-Id", Guid.NewGuid().ToString() },
                { "X-Shopify-Event-Id", Guid.NewGuid().ToString() },
                { "X-Shopify-Triggered-At", order.ProcessedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) },
                { "X-Shopify-Hmac-Sha256", ShopifySignature.Of(order.Body.Span, secret) },
            },
        };
    }
}
