using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>Whatever arrives, a source answers; it never throws.</summary>
public sealed class ReadingProperties
{
    // Each of ten senders gets as many.
    private static readonly Config Settings = Properties.Settings(20260123UL, 7UL, shortly: 300);

    private static readonly string[] Topics =
        ["orders/paid", "checkouts/create", "customers/create", "customers/redact", "shop/redact", "order.updated", "customer.created", "x"];

    private static readonly string[] Names =
    [
        "id", "token", "email", "phone", "customer", "billing_address", "billing", "total_price", "currency", "note_attributes", "name",
        "value", "date_paid_gmt", "status", "type", "data", "timestamp", "event_name", "event_time", "user", "events", "batch", "event",
        "properties", "context", "traits", "device", "page", "url", "shop_domain", "orders_to_redact", "landing_site", "\\ud800", "\\u0069d",
    ];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Elements(
            "null", "true", "false", "0", "-1", "1e400", "820982911946154508", "\"\"", "\"\\ud800\"", "\"a@b.example\"", "\"track\"", "\"page\"",
            "\"processing\"", "\"2026-01-23T12:34:56\"", "\"45.85\"", "\"/x?y\"", "\"null\""),
        ArbMap.Default.GeneratorFor<int>().Select(number => $"{number}"));

    private static readonly Gen<string> Document =
        from json in Json(depth: 3)
        from length in Gen.Frequency((4, Gen.Constant(json.Length)), (1, Gen.Choose(0, json.Length)))
        select json[..length];

    public static TheoryData<string> Senders => Sender.Names;

    [Theory]
    [MemberData(nameof(Senders))]
    public void Any_bytes_are_read_or_refused(string name) => Holds(name, ArbMap.Default.GeneratorFor<byte[]>());

    [Theory]
    [MemberData(nameof(Senders))]
    public void Any_JSON_is_read_or_refused(string name) => Holds(name, Document.Select(Encoding.UTF8.GetBytes));

    [Theory]
    [MemberData(nameof(Senders))]
    public void Any_signature_is_compared_or_refused(string name)
    {
        var sender = Sender.All[name];
        var source = sender.Source;
        Prop.ForAll(
            ArbMap.Default.ArbFor<string?>(),
            text => source.Verify(sender.Deliver("{}", text ?? string.Empty), "k") != SpotifyCapi.Webhooks.SignatureResult.Valid).Check(Settings);
    }

    private static void Holds(string name, Gen<byte[]> bodies)
    {
        var source = Sender.All[name].Source;
        var requests =
            from body in bodies
            from topic in Gen.Elements(Topics)
            select TestSource.Request(body, ("X-Shopify-Topic", topic), ("X-WC-Webhook-Topic", topic), ("webhook-id", "m"), ("webhook-timestamp", "1614265330"));
        Prop.ForAll(requests.ToArbitrary(), request => IsWhole(source.Read(request))).Check(Settings);
    }

    private static bool IsWhole(SourceReading reading) => reading switch
    {
        SourceReading.Events(var events, _) => events.Count > 0,
        SourceReading.Ignored(var reason, _) => reason.Length > 0,
        SourceReading.Malformed(var error) => error.Code.Length > 0 && !error.Message.Contains("a@b.example", StringComparison.Ordinal),
        SourceReading.PrivacyRequest => true,
        _ => false,
    };

    private static Gen<string> Json(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (1, Scalar),
            (4, from pairs in Gen.ListOf(Pair(depth - 1), 6) select $"{{{string.Join(',', pairs)}}}"),
            (1, from items in Gen.ListOf(Json(depth - 1), 3) select $"[{string.Join(',', items)}]"));

    private static Gen<string> Pair(int depth) =>
        from name in Gen.Elements(Names)
        from value in Json(depth)
        select $"\"{name}\":{value}";
}

/// <summary>Writes a reading so that a person can compare it with the payload beside it.</summary>
internal static class ReadingJson
{
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(SourceReading reading, IReadOnlyList<EventDecision> decisions)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            WriteReading(json, reading, decisions);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteReading(Utf8JsonWriter json, SourceReading reading, IReadOnlyList<EventDecision> decisions)
    {
        switch (reading)
        {
            case SourceReading.Events(var events, var delivery):
                Text(json, "delivery_id", delivery);
                json.WriteStartArray("events");
                foreach (var (item, decision) in events.Zip(decisions))
                    WriteEvent(json, item, decision);

                json.WriteEndArray();
                break;
            case SourceReading.Ignored(var reason, var id):
                Text(json, "ignored", reason);
                Text(json, "event_id", id);
                break;
            case SourceReading.Malformed(var error):
                Text(json, "malformed", error.Code);
                break;
            case SourceReading.PrivacyRequest request:
                Text(json, "privacy_request", request.Kind.ToString());
                Texts(json, "emails", request.Emails.Select(email => email.Value));
                Texts(json, "phones", request.Phones.Select(phone => phone.Value));
                Texts(json, "order_ids", request.OrderIds);
                Texts(json, "event_ids", request.EventIds);
                Text(json, "delivery_id", request.DeliveryId);
                break;
        }
    }

    private static void WriteEvent(Utf8JsonWriter json, ConversionEvent item, EventDecision decision)
    {
        json.WriteStartObject();
        Text(json, "event_name", item.EventName);
        Text(json, "event_id", item.EventId);
        Text(json, "event_time", item.EventTime);
        Text(json, "action_source", item.ActionSource);
        Text(json, "event_source_url", item.EventSourceUrl);
        Text(json, "consent", item.Consent == MarketingConsent.Unknown ? null : item.Consent.ToString());
        Texts(json, "emails", item.User.Emails.Select(email => email.Value));
        Texts(json, "phones", item.User.Phones.Select(phone => phone.Country is null ? phone.Value : $"{phone.Value} ({phone.Country})"));
        Text(json, "country", item.User.Country);
        Text(json, "ip_address", item.User.IpAddress);
        Text(json, "user_agent", item.User.UserAgent);
        Text(json, "device_id", item.User.DeviceId);
        if (item.Value is { } value)
            json.WriteNumber("value", value);

        Text(json, "currency", item.Currency);
        Text(json, "order_id", item.OrderId);
        Text(json, "platform_order_id", item.PlatformOrderId);
        WriteDecision(json, decision);
        json.WriteEndObject();
    }

    private static void WriteDecision(Utf8JsonWriter json, EventDecision decision)
    {
        switch (decision)
        {
            case EventDecision.Accepted(var accepted):
                Text(json, "decision", "accepted");
                Drops(json, accepted.Facts.Dropped);
                break;
            case EventDecision.Ignored(var reason):
                Text(json, "decision", "ignored: " + reason);
                break;
            case EventDecision.Rejected(var errors, var dropped):
                Text(json, "decision", "rejected");
                Texts(json, "errors", errors.Select(error => $"{error.Field}: {error.Code}"));
                Drops(json, dropped);
                break;
        }
    }

    private static void Drops(Utf8JsonWriter json, IReadOnlyList<DroppedField> dropped) =>
        Texts(json, "dropped", dropped.Select(drop => $"{drop.Field}: {drop.Code}"));

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        var all = texts.ToArray();
        if (all.Length > 0)
        {
            json.WriteStartArray(name);
            Array.ForEach(all, json.WriteStringValue);
            json.WriteEndArray();
        }
    }
}
