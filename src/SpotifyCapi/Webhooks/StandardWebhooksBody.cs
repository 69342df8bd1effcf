using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpotifyCapi.Webhooks;

/// <summary>
/// The body: canonical events, or the convention <c>{"type":…,"timestamp":…,"data":…}</c> whose data is a canonical event. What data does
/// not say itself is taken from around it: the name from type, the time from timestamp, the id from the delivery.
/// </summary>
internal static class StandardWebhooksBody
{
    public static SourceReading Read(WebhookRequest request, string? id, string? timestamp) => JsonPayload.Read(
        request.Body, root => IsEnvelope(root) ? Unwrap(root, id, timestamp) : CanonicalBody.Read(request.Body, id));

    private static bool IsEnvelope(JsonElement root) =>
        root.Text("type") is not null
        && root.At("data").ValueKind != JsonValueKind.Undefined
        && root.At("event_name").ValueKind == JsonValueKind.Undefined
        && root.At("events").ValueKind != JsonValueKind.Array;

    private static SourceReading Unwrap(JsonElement envelope, string? id, string? timestamp)
    {
        var reading = CanonicalBody.Read(JsonMarshal.GetRawUtf8Value(envelope.At("data")).ToArray(), id);
        if (reading is SourceReading.Events(var events, _))
        {
            foreach (var item in events)
            {
                item.EventName ??= envelope.Text("type");
                item.EventTime ??= envelope.Text("timestamp") ?? Iso(timestamp);

                // Several events cannot share the id of their delivery.
                item.EventId ??= events.Count == 1 ? id : null;
            }
        }

        return reading;
    }

    private static string? Iso(string? timestamp) =>
        SignatureTimestamp.TryRead(timestamp, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : null;
}
