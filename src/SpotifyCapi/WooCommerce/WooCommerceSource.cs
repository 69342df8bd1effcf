using System.Net;
using System.Text;
using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.WooCommerce;

/// <summary>
/// A shop's webhooks (class-wc-webhook.php). WooCommerce does not send again, and gives a webhook up at the seventh failure in a row, so
/// only what could not be stored may be answered with an error.
/// </summary>
internal sealed class WooCommerceSource(WooCommerceOptions options) : IWebhookSource
{
    private const string SignatureHeader = "X-WC-Webhook-Signature";
    private const int MaxPingDigits = 20;

    private static ReadOnlySpan<byte> PingName => "webhook_id="u8;

    public bool SenderIsPlatform => true;

    public IReadOnlyList<string> OwnNumbers { get; } =
    [
        .. options.Topics.Any(topic => topic != WooCommerceOptions.CustomerCreated) ? [EventIdRecipe.Shape(options.OrderEventId)] : (string[])[],
        .. options.Topics.Contains(WooCommerceOptions.CustomerCreated) ? [EventIdRecipe.Shape(options.CustomerEventId)] : (string[])[],
    ];

    public int MaxHandshakeBytes => PingName.Length + MaxPingDigits;

    public bool IsHandshake(WebhookRequest request) => request.Header(SignatureHeader).Count == 0 && IsPing(request.Body.Span);

    public string? Topic(WebhookRequest request) => request.Only("X-WC-Webhook-Topic")?.Trim().ToLowerInvariant();

    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets)
    {
        Span<byte> signature = stackalloc byte[HmacSignature.Size];
        var result = HeaderSignature.ReadBase64(request, signature, SignatureHeader);
        return result == SignatureResult.Valid ? Verify(request.Body.Span, signature, secrets) : result;
    }

    public SourceReading Read(WebhookRequest request) =>
        JsonPayload.ReadObject(request.Body, "A WooCommerce webhook is a JSON object.", body => ReadTopic(body, request));

    private SourceReading ReadTopic(JsonElement body, WebhookRequest request)
    {
        var topic = Topic(request) ?? string.Empty;
        if (!options.Topics.Contains(topic))
            return new SourceReading.Ignored(IgnoreReasons.IgnoredTopic);

        if (WhyUnreadable(body, topic) is { } reason)
            return new SourceReading.Ignored(reason);

        var delivery = DeliveryId(topic, body, request);
        return topic == WooCommerceOptions.CustomerCreated
            ? WooCommerceEvents.Customer(body, delivery, options)
            : WooCommerceEvents.Order(body, delivery, options);
    }

    // The payload is what the shop's own API answers to the webhook's user, so it can be an error: {"code":…,"message":…} of WordPress, "errors" of the
    // legacy API, or what a plugin has made of them; none has an id. Orders and customers of API versions before 2 have local times only, and those of
    // the legacy API are wrapped.
    private static string? WhyUnreadable(JsonElement body, string topic)
    {
        var (name, time) = topic == WooCommerceOptions.CustomerCreated ? ("customer", "date_created") : ("order", "date_paid");
        if (body.At(name).ValueKind == JsonValueKind.Object)
            return IgnoreReasons.ApiVersionUnsupported;

        if (body.At("id").ValueKind == JsonValueKind.Undefined || body.At("errors").ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            return IgnoreReasons.ShopError;

        return body.At(time).ValueKind != JsonValueKind.Undefined && body.At(time + "_gmt").ValueKind == JsonValueKind.Undefined
            ? IgnoreReasons.ApiVersionUnsupported
            : null;
    }

    // The platform's own X-WC-Webhook-Delivery-ID is a hash of the current second and differs between copies of one delivery.
    private static string DeliveryId(string topic, JsonElement body, WebhookRequest request) => string.Join(
        ':', request.Only("X-WC-Webhook-ID"), topic, body.Text("id"), body.Text("status"), body.Text("date_modified_gmt"));

    // WordPress stores texts with HTML entities, and WooCommerce decodes the secret before it signs. A copied secret may have either form, so
    // both are tried.
    private static SignatureResult Verify(ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature, IReadOnlyList<SecretValue> secrets)
    {
        var matches = HmacSignature.Verify(body, signature, secrets) == SignatureResult.Valid;
        foreach (var text in secrets.Select(secret => secret.Reveal()).Where(text => text.Contains('&', StringComparison.Ordinal)))
        {
            var decoded = Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(text));
            matches |= HmacSignature.Matches(HmacAlgorithm.Sha256, decoded, SignedContent.Of(body), signature);
        }

        return matches ? SignatureResult.Valid : SignatureResult.Mismatch;
    }

    // The unsigned form webhook_id=123 that WooCommerce posts when a webhook is saved. Any answer but 200 keeps the webhook from being activated.
    // It says nothing, so it needs no signature: it is answered and forgotten.
    private static bool IsPing(ReadOnlySpan<byte> body) =>
        body.StartsWith(PingName)
        && body.Length > PingName.Length
        && body.Length <= PingName.Length + MaxPingDigits
        && !body[PingName.Length..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
