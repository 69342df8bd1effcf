using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Segment;

/// <summary>A sender of Segment calls: one, an array of them, or <c>{"batch":[…]}</c>.</summary>
internal sealed class SegmentSource(SegmentOptions options) : IWebhookSource
{
    public bool SenderIsPlatform => false;

    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) =>
        HeaderSignature.Verify(request, options.Signature, secrets);

    public SourceReading Read(WebhookRequest request) => JsonPayload.Read(request.Body, root =>
    {
        var batch = root.ValueKind == JsonValueKind.Object ? root.At("batch") : root;
        return (root.ValueKind, batch.ValueKind) switch
        {
            (_, JsonValueKind.Array) => ReadBatch(batch),
            (JsonValueKind.Object, JsonValueKind.Undefined) => new SourceReading.Events([SegmentCall.Read(root, options)], root.Text("messageId")),
            _ => JsonPayload.Malformed(ErrorCodes.UnexpectedShape, "Send one Segment call, an array of calls, or {\"batch\":[…]}."),
        };
    });

    private SourceReading ReadBatch(JsonElement batch) => batch.GetArrayLength() switch
    {
        0 => JsonPayload.Malformed(ErrorCodes.NoEvents, "There is no call in the batch."),
        > JsonPayload.MaxEvents => JsonPayload.Malformed(
            ErrorCodes.TooManyEvents, $"At most {JsonPayload.MaxEvents} calls fit in one request; send the rest in another."),
        _ => new SourceReading.Events([.. batch.EnumerateArray().Select(call => SegmentCall.Read(call, options))]),
    };
}

/// <summary>One call of Segment's spec ("Spec: Track", "Spec: Page", "Ecommerce Events").</summary>
internal static class SegmentCall
{
    // Browsers add prices in binary: 25.3 arrives as 25.299999999999997. Six decimals are more than any currency has.
    private const int Decimals = 6;

    public static ConversionEvent Read(JsonElement call, SegmentOptions options)
    {
        var (context, properties) = (call.At("context"), call.At("properties"));
        var result = new ConversionEvent
        {
            EventName = Name(call),
            EventId = call.Text("messageId"),
            // A started checkout and a refund know their order_id, too; with the same recipe they would take the purchase's id.
            PurchaseId = EventIdRecipe.Fill(options.OrderEventId, field => properties.Text(field)),
            EventTime = call.Text("timestamp") ?? call.Text("originalTimestamp") ?? call.Text("receivedAt"),
            EventSourceUrl = Page(context.At("page").Text("url") ?? properties.Text("url")),
            ActionSource = ActionSource(call, context),
            Consent = options.ConsentCategory is { } category
                ? ConsentText.Read(context.At("consent", "categoryPreferences", category))
                : MarketingConsent.Unknown,
            OrderId = properties.Text("order_id"),
            Signals = ConsentSignals.Find(name => context.At("consent", name).AsSignal()),
            Order = Details(properties),
        };
        SetMoney(properties, options, result);
        SetPerson(context, properties, result.User);
        return result;
    }

    // Only track and page are conversions. The others keep a name that maps to nothing (not "alias", which would be one of Spotify's), so
    // that each call of a batch has its own counted outcome.
    private static string? Name(JsonElement call) => call.Text("type")?.ToLowerInvariant() switch
    {
        "track" => call.Text("event"),
        "page" => "page",
        null => null,
        var type => "Segment call " + type,
    };

    // A page of an app's own scheme (file:, capacitor:) says nothing to Spotify, and must not cost the conversion.
    private static string? Page(string? url) =>
        url is not null && url.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? url : null;

    private static string? ActionSource(JsonElement call, JsonElement context) => call.Text("channel") switch
    {
        "browser" or "web" => "WEB",
        "mobile" => "APP",
        "server" => null,
        _ when context.At("device").ValueKind == JsonValueKind.Object => "APP",
        _ when context.At("page").ValueKind == JsonValueKind.Object => "WEB",
        _ => null,
    };

    private static void SetMoney(JsonElement properties, SegmentOptions options, ConversionEvent result)
    {
        var (first, second) = options.Amount == SegmentAmount.Total ? ("total", "revenue") : ("revenue", "total");
        result.SetAmount(properties.Text(first) ?? properties.Text(second) ?? properties.Text("value"));
        if (result.Value is { } value)
            result.Value = Money.Trim(Math.Round(value, Decimals));

        // Segment's documented default of USD is a guess; only the shop's owner knows.
        result.Currency = properties.Text("currency") ?? (result.Value is null ? null : options.DefaultCurrency);
    }

    // By Segment's spec revenue and subtotal are without tax and shipping. Where there is no total, the revenue is all that there is to take from.
    private static OrderDetails Details(JsonElement properties)
    {
        var revenue = properties.Amount("revenue");
        var isNet = properties.Amount("total") is null && revenue is not null;
        return new OrderDetails
        {
            Channel = properties.Text("sales_channel") ?? properties.Text("channel") ?? properties.Text("affiliation"),
            Tags = OrderDetails.Split(properties.At("tags").AsSignal()),
            Payments = OrderDetails.Split(properties.Text("payment_method")),
            IsNewCustomer = properties.Flag("new_customer") ?? properties.Flag("is_new_customer"),
            Tax = isNet ? 0 : properties.Amount("tax"),
            Shipping = isNet ? 0 : properties.Amount("shipping"),
            Subtotal = properties.Amount("subtotal") ?? revenue,
        };
    }

    // anonymousId and userId are never used: they mean nothing outside the sender's own systems.
    private static void SetPerson(JsonElement context, JsonElement properties, RawUser user)
    {
        var (traits, device) = (context.At("traits"), context.At("device"));
        user.AddEmail(traits.Text("email") ?? properties.Text("email"));
        user.Country = traits.At("address").Text("country") is { Length: 2 } code ? code : null;
        user.AddPhone(traits.Text("phone"), null);
        user.IpAddress = context.Text("ip");
        user.UserAgent = context.Text("userAgent");

        // false is the person's own choice on the device.
        if (device.Flag("adTrackingEnabled") != false)
            user.DeviceId = device.Text("advertisingId");
    }
}
