using System.Globalization;
using System.Text;
using System.Text.Json;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Control;

/// <summary>The JSON spelling of the log.</summary>
internal static class ReceivedJson
{
    public static void Write(Utf8JsonWriter json, ReceivedRequest request, bool bodies)
    {
        json.WriteStartObject();
        WriteOutcome(json, request);
        json.WriteStartArray("event_ids");
        foreach (var received in request.Events)
            json.WriteStringValue(received.Id);
        json.WriteEndArray();
        json.WriteStartArray("event_names");
        foreach (var received in request.Events)
            json.WriteStringValue(received.Name);
        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var received in request.Events)
        {
            json.WriteStartObject();
            json.WriteString("event_id", received.Id);
            json.WriteString("sha256", received.Sha256.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("body_sha256", request.BodySha256?.ToString());
        json.WriteNumber("body_bytes", request.BodyLength);
        if (bodies)
            json.WriteString("body", request.Body is { } body ? Encoding.UTF8.GetString(body.Span) : null);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string eventId, IReadOnlyList<(ReceivedRequest Request, ReceivedEvent Event)> sends)
    {
        json.WriteStartObject();
        json.WriteString("event_id", eventId);
        json.WriteStartArray("sends");
        foreach (var (request, received) in sends)
        {
            json.WriteStartObject();
            WriteOutcome(json, request);
            json.WriteString("event_name", received.Name);
            json.WriteString("sha256", received.Sha256.ToString());
            json.WriteString("event", request.Body is { } body
                ? Encoding.UTF8.GetString(body.Span.Slice(received.Offset, received.Length))
                : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ReceivedSummary summary)
    {
        json.WriteStartObject();
        json.WriteNumber("requests", summary.Requests);
        json.WriteNumber("token_requests", summary.TokenRequests);
        json.WriteNumber("unknown_requests", summary.UnknownRequests);
        json.WriteNumber("events", summary.Events);
        json.WriteNumber("accepted_events", summary.AcceptedEvents);
        json.WriteNumber("distinct_event_ids", summary.DistinctEventIds);
        json.WriteNumber("duplicates", summary.Duplicates);
        json.WriteNumber("changed_event_ids", summary.ChangedEventIds);
        json.WriteStartObject("statuses");
        foreach (var (status, count) in summary.Statuses)
            json.WriteNumber(status.ToString(CultureInfo.InvariantCulture), count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter json, ReceivedRequest request)
    {
        json.WriteNumber("sequence", request.Sequence);
        json.WriteString("received_at", request.ReceivedAt.UtcDateTime);
        json.WriteString("method", request.Method);
        json.WriteString("path", request.Path);
        WriteNumber(json, "status", request.Status);
        json.WriteBoolean("accepted", request.Accepted);
        json.WriteBoolean("authorization_ok", request.AuthorizationOk);
        json.WriteString("connection", request.Connection);
        json.WriteString("fault", request.Fault);
        json.WriteStartArray("messages");
        foreach (var message in request.Messages)
            json.WriteStringValue(message);
        json.WriteEndArray();
        if (request.Answered is { } answered)
            json.WriteBoolean("answered", answered);
        else
            json.WriteNull("answered");
        WriteNumber(json, "duration_ms", request.Duration?.TotalMilliseconds);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, Math.Round(number, 3));
        else
            json.WriteNull(name);
    }
}
