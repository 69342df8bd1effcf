using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Control;

/// <summary>The log over HTTP, for a test or a person in another process.</summary>
internal sealed class ReceivedEndpoints(ReceivedLog log)
{
    private const string Prefix = "/received/";
    private const int FlushBytes = 1 << 18;

    public static JsonWriterOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/received", ListAsync);
        routes.MapGet("/received/summary", SummarizeAsync);
        routes.MapGet("/received/{**eventId}", FindAsync);
        routes.MapDelete("/received", http =>
        {
            log.Clear();
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
    }

    private async Task ListAsync(HttpContext http)
    {
        var text = (string?)http.Request.Query["since"];
        if (!long.TryParse(text ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var since))
        {
            await ControlAnswers.RefuseAsync(http, "since: must be a sequence number");
            return;
        }

        var bodies = (string?)http.Request.Query["bodies"] != "false";
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Readable);
        json.WriteStartArray();
        foreach (var request in log.Since(since))
        {
            ReceivedJson.Write(json, request, bodies);
            if (json.BytesPending < FlushBytes)
                continue;
            await json.FlushAsync(http.RequestAborted);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }

        json.WriteEndArray();
    }

    private async Task SummarizeAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Readable);
        ReceivedJson.Write(json, log.Summarize());
    }

    private async Task FindAsync(HttpContext http)
    {
        // The route value keeps %2F encoded and decodes the rest; the raw target says exactly which id was meant.
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var eventId = Uri.UnescapeDataString(target[Prefix.Length..]);
        var sends = log.Find(eventId);
        http.Response.StatusCode = sends.Count == 0 ? 404 : 200;
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Readable);
        ReceivedJson.Write(json, eventId, sends);
    }
}

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
