using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>
/// A shop's webhooks. The signature covers the body only; topic and shop are unsigned headers, so topics are allow-listed, the shop can be
/// bound, and the event id comes from the body (shopify.dev, "Verify webhook deliveries").
/// </summary>
/// <param name="options">Options of the source.</param>
public sealed class ShopifySource(ShopifyOptions options) : IWebhookSource
{
    /// <inheritdoc/>
    public bool SenderIsPlatform => true;

    /// <inheritdoc/>
    public string? Topic(WebhookRequest request) => ShopifyHeaders.Topic(request);

    /// <inheritdoc/>
    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets)
    {
        Span<byte> signature = stackalloc byte[HmacSignature.Size];
        var result = HeaderSignature.ReadBase64(request, signature, "X-Shopify-Hmac-Sha256", "Shopify-Hmac-Sha256");
        if (result == SignatureResult.Valid)
            result = HmacSignature.Verify(request.Body.Span, signature, secrets);

        return result == SignatureResult.Valid && !IsBoundShop(request) ? SignatureResult.Mismatch : result;
    }

    /// <inheritdoc/>
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
            ShopifyTopics.OrdersPaid or ShopifyTopics.OrdersCreate => ShopifyOrder.Read(body, request, options),
            ShopifyTopics.CheckoutsCreate => ShopifyCheckout.Read(body, request, options),
            ShopifyTopics.CustomersCreate => ShopifyCustomer.Read(body, request, options),
            _ => ShopifyCart.Read(body, request, options),
        };
    }

    private bool IsOtherPurchase(string topic) =>
        topic is ShopifyTopics.OrdersPaid or ShopifyTopics.OrdersCreate && topic != options.PurchaseTopic;

    private bool IsBoundShop(WebhookRequest request) => options.ShopDomain is null || string.Equals(
        options.ShopDomain, request.OnlyOf("X-Shopify-Shop-Domain", "Shopify-Shop-Domain"), StringComparison.OrdinalIgnoreCase);
}
