using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.WooCommerce;

/// <summary>
/// A shop's webhooks (class-wc-webhook.php). WooCommerce does not send again, and switches a webhook off after five failures in a row, so
/// only what could not be stored may be answered with an error.
/// </summary>
/// <param name="options">Options of the source.</param>
public sealed class WooCommerceSource(WooCommerceOptions options) : IWebhookSource
{
    private const string SignatureHeader = "X-WC-Webhook-Signature";

    /// <inheritdoc/>
    public bool SenderIsPlatform => true;

    /// <inheritdoc/>
    public bool IsHandshake(WebhookRequest request) =>
        request.Header(SignatureHeader).Count == 0 && WooCommercePing.IsPing(request.Body.Span);

    /// <inheritdoc/>
    public string? Topic(WebhookRequest request) => request.Only("X-WC-Webhook-Topic")?.Trim().ToLowerInvariant();

    /// <inheritdoc/>
    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets)
    {
        Span<byte> signature = stackalloc byte[HmacSignature.Size];
        var result = HeaderSignature.ReadBase64(request, signature, SignatureHeader);
        return result == SignatureResult.Valid ? WooCommerceSecret.Verify(request.Body.Span, signature, secrets) : result;
    }

    /// <inheritdoc/>
    public SourceReading Read(WebhookRequest request) =>
        JsonPayload.ReadObject(request.Body, "A WooCommerce webhook is a JSON object.", body => ReadTopic(body, request));

    private SourceReading ReadTopic(JsonElement body, WebhookRequest request)
    {
        var topic = Topic(request) ?? string.Empty;
        if (!options.Topics.Contains(topic))
            return new SourceReading.Ignored(IgnoreReasons.IgnoredTopic);

        var delivery = DeliveryId(topic, body, request);
        return topic == WooCommerceOptions.CustomerCreated
            ? WooCommerceCustomer.Read(body, delivery, options)
            : WooCommerceOrder.Read(body, delivery, options);
    }

    // The platform's own X-WC-Webhook-Delivery-ID is a hash of the current second and differs between copies of one delivery.
    private static string DeliveryId(string topic, JsonElement body, WebhookRequest request) => string.Join(
        ':', request.Only("X-WC-Webhook-ID"), topic, body.Text("id"), body.Text("status"), body.Text("date_modified_gmt"));
}
