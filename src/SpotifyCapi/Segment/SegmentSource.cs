using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Settings;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Segment;

/// <summary>A sender of Segment calls: one, an array of them, or <c>{"batch":[…]}</c>.</summary>
internal sealed class SegmentSource(SegmentOptions options) : IWebhookSource
{
    public bool SenderIsPlatform => false;

    public IReadOnlyList<string> OwnNumbers { get; } = [EventIdRecipe.Shape(options.OrderEventId)];

    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) =>
        HeaderSignature.Verify(request, options.Signature, secrets);

    public SourceReading Read(WebhookRequest request) => JsonPayload.Read(request.Body, root =>
    {
        var batch = root.ValueKind == JsonValueKind.Object ? root.At("batch") : root;
        return (root.ValueKind, batch.ValueKind) switch
        {
            (_, JsonValueKind.Array) => ReadBatch(batch),
            (JsonValueKind.Object, JsonValueKind.Undefined) =>
                new SourceReading.Events([SegmentCall.Read(root, options)], SenderId.OrNull(root.Text("messageId"))),
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
            PurchaseId = EventIdRecipe.Id(options.OrderEventId, field => properties.Text(field)),
            ActionSource = ActionSource(call, context),
            OrderId = properties.Text("order_id"),
            Signals = ConsentSignals.Find(name => context.At("consent", name).AsSignal()),
            Order = Details(properties),
        };
        result.EventTime = result.FirstTime(
            ("timestamp", call.Text("timestamp")), ("originalTimestamp", call.Text("originalTimestamp")), ("receivedAt", call.Text("receivedAt")));
        result.EventSourceUrl = result.FirstUsable(IsPage, ("context.page.url", Page(context.At("page"))), ("properties.url", Page(properties)));
        SegmentConsent.Add(call, options.ConsentCategory, result);
        SetMoney(properties, options, result);
        SetPerson(call, context, properties, result);
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

    // A page of an app's own scheme (file:, capacitor:) says nothing to Spotify.
    private static string? Page(JsonElement of) => of.Text("url") is { } url && url.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? url : null;

    private static bool IsPage(string url) => Uri.TryCreate(url, UriKind.Absolute, out var page) && page.Host.Length > 0;

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
        result.SetAmount((first, properties.Text(first)), (second, properties.Text(second)), ("value", properties.Text("value")));
        if (result.Value is { } value)
            result.Value = Money.Trim(Math.Round(value, Decimals));

        result.HasDefaultCurrency = options.DefaultCurrency is not null;

        // Segment's documented default of USD is a guess; only the shop's owner knows.
        result.Currency = result.FirstUsable(
            currency => !NullLike.IsNullLike(currency),
            ("currency", properties.Text("currency")),
            ("DefaultCurrency", result.Value is null ? null : options.DefaultCurrency));
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
            IsNewCustomer = OrderDetails.IsNew(properties.At("new_customer").AsSignal()) ?? OrderDetails.IsNew(properties.At("is_new_customer").AsSignal()),
            Tax = isNet ? 0 : properties.Amount("tax"),
            Shipping = isNet ? 0 : properties.Amount("shipping"),
            Subtotal = properties.Amount("subtotal") ?? revenue,
        };
    }

    // anonymousId and userId are never used: they mean nothing outside the sender's own systems. Traits stand at the root of an identify call, and
    // RudderStack puts them and the address there in others too.
    private static void SetPerson(JsonElement call, JsonElement context, JsonElement properties, ConversionEvent result)
    {
        var (user, device) = (result.User, context.At("device"));
        JsonElement[] people = [call.At("traits"), context.At("traits"), properties];
        user.AddEmail([.. people.Select(person => person.Text("email"))]);
        user.Country = people.Select(person => person.At("address").Text("country").AsCountry()).FirstOrDefault(country => country is not null);
        foreach (var person in people)
            user.AddPhone(person.Text("phone"), null);

        user.IpAddress = result.FirstIpAddress(("context.ip", context.Text("ip")), ("request_ip", call.Text("request_ip")));
        user.UserAgent = context.Text("userAgent");

        // false is the person's own choice on the device.
        if (device.Flag("adTrackingEnabled") != false)
            user.DeviceId = device.Text("advertisingId");
    }
}

/// <summary>Consent as Segment (<c>context.consent</c>) and RudderStack (<c>context.consentManagement</c>) send it.</summary>
internal static class SegmentConsent
{
    private const string Category = "consent";
    private const string Categories = "categoryPreferences";

    // What the categories for advertising are usually called (OneTrust's is C0004); without a setting only a refusal of one of them counts.
    private static readonly string[] Usual = ["advertising", "marketing", "targeting", "ads", "ad_storage", "C0004"];

    public static void Add(JsonElement call, string? category, ConversionEvent result)
    {
        var context = call.At("context");
        bool IsMeant(string? name) => category is null
            ? Usual.Contains(name, StringComparer.OrdinalIgnoreCase)
            : string.Equals(name, category, StringComparison.OrdinalIgnoreCase);

        var told = new ConversionEvent();
        foreach (var preference in context.At("consent", Categories).Properties().Where(preference => IsMeant(preference.Name)))
            told.AddConsent(preference.Value);

        var managed = context.At("consentManagement");
        if (Ids(managed.At("allowedConsentIds")).Any(IsMeant))
            told.AddConsent(Category, MarketingConsent.Granted);

        if (Ids(managed.At("deniedConsentIds")).Any(IsMeant))
            told.AddConsent(Category, MarketingConsent.Denied);

        result.SourceDrops.AddRange(told.SourceDrops);
        if (category is not null || told.Consent == MarketingConsent.Denied)
            result.AddConsent(Category, told.Consent);

        AddConsentObject(context.At(Category), result);
        foreach (var person in (ReadOnlySpan<JsonElement>)[call.At("traits"), context.At("traits"), call.At("properties")])
        {
            AddConsentObject(person.At(Category), result);
            foreach (var property in person.Properties().Where(property => ConsentText.IsPlainName(property.Name)))
                result.AddMember(property.Name, PlatformFields.Said(property.Value));
        }
    }

    // Beside the categories and the signals (gpp and so on), which are read elsewhere, stand names of purposes, such as ad_storage, or a single answer.
    private static void AddConsentObject(JsonElement consent, ConversionEvent result)
    {
        if (consent.ValueKind is not JsonValueKind.Object)
            result.AddConsent(consent);

        foreach (var member in consent.Properties().Where(member => member.Name != Categories && !ConsentSignals.Names.Contains(member.Name)))
            result.AddMember(member.Name, PlatformFields.Said(member.Value));
    }

    private static IEnumerable<string?> Ids(JsonElement list) => list.ValueKind switch
    {
        JsonValueKind.Array => list.EnumerateArray().Select(id => id.AsText()),
        JsonValueKind.Object => list.EnumerateObject().Select(id => id.Value.AsText() ?? id.Name),
        _ => OrderDetails.Split(list.AsText()),
    };
}
