using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Segment;

/// <summary>One call of Segment's spec ("Spec: Track", "Spec: Page", "Ecommerce Events").</summary>
internal static class SegmentCall
{
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
        };
        SegmentMoney.Read(properties, options, result);
        SegmentPerson.Read(context, properties, result.User);
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
}
