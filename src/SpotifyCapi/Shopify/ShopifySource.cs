using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Settings;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>
/// A shop's webhooks. The signature covers the body only; topic and shop are unsigned headers, so topics are allow-listed, the shop can be
/// bound, and the event id comes from the body (shopify.dev, "Verify webhook deliveries").
/// </summary>
internal sealed class ShopifySource(ShopifyOptions options) : IWebhookSource
{
    public bool SenderIsPlatform => true;

    // Shopify's ids and tokens are unique among all shops; the numbers that buyers see begin anew in each.
    public IReadOnlyList<string> OwnNumbers { get; } =
        options.OrderEventId.Contains("{order_number}", StringComparison.Ordinal) || options.OrderEventId.Contains("{name}", StringComparison.Ordinal)
            ? [EventIdRecipe.Shape(options.OrderEventId)]
            : [];

    public string? Topic(WebhookRequest request) => ShopifyHeaders.Topic(request);

    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets)
    {
        Span<byte> signature = stackalloc byte[HmacSignature.Size];
        var result = HeaderSignature.ReadBase64(request, signature, "X-Shopify-Hmac-Sha256", "Shopify-Hmac-Sha256");
        if (result == SignatureResult.Valid)
            result = HmacSignature.Verify(request.Body.Span, signature, secrets);

        return result == SignatureResult.Valid && !IsBoundShop(request) ? SignatureResult.Mismatch : result;
    }

    public SourceReading Read(WebhookRequest request) =>
        JsonPayload.ReadObject(request.Body, "A Shopify webhook is a JSON object.", body => ReadTopic(ShopifyHeaders.Topic(request), body, request));

    private SourceReading ReadTopic(string topic, JsonElement body, WebhookRequest request)
    {
        if (ShopifyTopics.Compliance.Contains(topic))
            return ShopifyPrivacy.Read(topic, body, request, options);

        if (!options.Topics.Contains(topic) || IsOtherPurchase(topic))
            return new SourceReading.Ignored(IgnoreReasons.IgnoredTopic);

        if (request.IsTest())
            return new SourceReading.Ignored(IgnoreReasons.TestOrder);

        return topic switch
        {
            ShopifyTopics.OrdersPaid or ShopifyTopics.OrdersCreate => ShopifyEvents.Order(body, request, options),
            ShopifyTopics.CheckoutsCreate => ShopifyEvents.Checkout(body, request, options),
            ShopifyTopics.CustomersCreate => ShopifyEvents.Customer(body, request, options),
            _ => ShopifyEvents.Cart(body, request, options),
        };
    }

    private bool IsOtherPurchase(string topic) =>
        topic is ShopifyTopics.OrdersPaid or ShopifyTopics.OrdersCreate && topic != options.PurchaseTopic;

    private bool IsBoundShop(WebhookRequest request) =>
        options.ShopDomain is null || string.Equals(options.ShopDomain, request.ShopDomain(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a delivery's headers tell. Two families carry the same: <c>X-Shopify-*</c> and, for the newer Events, <c>Shopify-*</c>.</summary>
internal static class ShopifyHeaders
{
    private static readonly string[] PrivatePages = ["orders", "checkouts", "checkout", "account", "authenticate", "c"];
    private static readonly string[] SecretParameters = ["key", "token"];

    /// <summary>What happened, such as <c>orders/paid</c>; empty when it is missing or repeated.</summary>
    public static string Topic(this WebhookRequest request) =>
        request.OnlyOf("X-Shopify-Topic", "Shopify-Topic")?.Trim().ToLowerInvariant() ?? string.Empty;

    /// <summary>The same on every retry of one delivery.</summary>
    public static string? DeliveryId(this WebhookRequest request) => SenderId.OrNull(request.OnlyOf("X-Shopify-Webhook-Id", "Shopify-Webhook-Id"));

    public static string? TriggeredAt(this WebhookRequest request) => request.OnlyOf("X-Shopify-Triggered-At", "Shopify-Triggered-At");

    public static string? ShopDomain(this WebhookRequest request) => request.OnlyOf("X-Shopify-Shop-Domain", "Shopify-Shop-Domain");

    /// <summary>Whether the button "Send test notification" of the admin page made it. The order inside is invented.</summary>
    public static bool IsTest(this WebhookRequest request) =>
        string.Equals(request.OnlyOf("X-Shopify-Test", "Shopify-Test"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The page that the buyer landed on, the only address that is ever used. <c>order_status_url</c> is not: anyone who has it can see the order.
    /// The same holds for a landing page that is an order, a checkout or an account page, so those are left out too.
    /// </summary>
    public static string? PageUrl(this WebhookRequest request, string? landingSite)
    {
        var shop = request.ShopDomain();
        return landingSite is ['/', ..] && !IsPrivate(landingSite) && shop is not null && Uri.CheckHostName(shop) == UriHostNameType.Dns
            ? $"https://{shop}{landingSite}"
            : null;
    }

    private static bool IsPrivate(string site)
    {
        var question = site.IndexOf('?', StringComparison.Ordinal);
        var path = (question < 0 ? site : site[..question]).Split('/');
        var parameters = question < 0 ? [] : site[(question + 1)..].Split('&').Select(parameter => parameter.Split('=')[0]);
        return path.Any(part => PrivatePages.Contains(part, StringComparer.OrdinalIgnoreCase))
            || parameters.Any(name => SecretParameters.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}
