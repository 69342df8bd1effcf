using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>What a delivery's headers tell. Two families carry the same: <c>X-Shopify-*</c> and, for the newer Events, <c>Shopify-*</c>.</summary>
internal static class ShopifyHeaders
{
    /// <summary>What happened, such as <c>orders/paid</c>; empty when it is missing or repeated.</summary>
    public static string Topic(this WebhookRequest request) =>
        request.OnlyOf("X-Shopify-Topic", "Shopify-Topic")?.Trim().ToLowerInvariant() ?? string.Empty;

    /// <summary>The same on every retry of one delivery.</summary>
    public static string? DeliveryId(this WebhookRequest request) => request.OnlyOf("X-Shopify-Webhook-Id", "Shopify-Webhook-Id");

    /// <summary>When the action happened.</summary>
    public static string? TriggeredAt(this WebhookRequest request) => request.OnlyOf("X-Shopify-Triggered-At", "Shopify-Triggered-At");

    /// <summary>Whether the button "Send test notification" of the admin page made it. The order inside is invented.</summary>
    public static bool IsTest(this WebhookRequest request) =>
        string.Equals(request.OnlyOf("X-Shopify-Test", "Shopify-Test"), "true", StringComparison.OrdinalIgnoreCase);
}
