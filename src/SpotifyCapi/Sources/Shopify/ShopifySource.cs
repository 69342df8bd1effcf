using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Secrets;
using SpotifyCapi.Sources.Signatures;

namespace SpotifyCapi.Sources.Shopify;

/// <summary>
/// A shop's webhooks. The signature covers the body only; topic and shop are unsigned headers, so topics are allow-listed, the shop can be
/// bound, and the event id comes from the body (shopify.dev, "Verify webhook deliveries").
/// </summary>
/// <param name="options">Options of the source.</param>
public sealed class ShopifySource(ShopifyOptions options) : IWebhookSource
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = EventReader.MaxDepth };

    /// <inheritdoc/>
    public bool SenderIsPlatform => true;

    /// <inheritdoc/>
    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets)
    {
        var headers = request.Header("X-Shopify-Hmac-Sha256").Concat(request.Header("Shopify-Hmac-Sha256")).ToArray();
        if (headers.Length != 1)
        {
            return headers.Length == 0 ? SignatureResult.Missing : SignatureResult.Repeated;
        }

        Span<byte> signature = stackalloc byte[HmacSignature.Size];
        if (!HmacSignature.TryReadBase64(headers[0], signature))
        {
            return SignatureResult.Malformed;
        }

        var result = HmacSignature.Verify(request.Body.Span, signature, secrets);
        return result == SignatureResult.Valid && !IsBoundShop(request) ? SignatureResult.Mismatch : result;
    }

    /// <inheritdoc/>
    public SourceReading Read(WebhookRequest request)
    {
        var topic = request.OnlyOf("X-Shopify-Topic", "Shopify-Topic")?.Trim().ToLowerInvariant() ?? string.Empty;
        if (JsonBody.Check(request.Body.Span, out var json) is { } error)
        {
            return new SourceReading.Malformed(error);
        }

        try
        {
            using var document = JsonDocument.Parse(request.Body[^json.Length..], JsonOptions);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new SourceReading.Malformed(new(ErrorCodes.UnexpectedShape, string.Empty, "A Shopify webhook is a JSON object."));
            }

            return ReadTopic(topic, document.RootElement, request);
        }
        catch (JsonException exception)
        {
            return new SourceReading.Malformed(JsonBody.Describe(exception));
        }
    }

    private SourceReading ReadTopic(string topic, JsonElement body, WebhookRequest request)
    {
        if (!options.Topics.Contains(topic) || IsOtherPurchase(topic))
        {
            return new SourceReading.Ignored(IgnoreReasons.IgnoredTopic);
        }

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
