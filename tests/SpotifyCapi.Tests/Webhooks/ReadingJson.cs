using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

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
