using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Http;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Diagnostics;

/// <summary>
/// What the Ads API tells about a dataset, a connection and what they received. Types are those of its published schema: numbers for times and
/// counts. The stand-in has one dataset, so every connection is a data source of any dataset asked for.
/// </summary>
internal sealed class DiagnosticsEndpoint(EventCounts counts, DiagnosticsVariant variant, StandInOptions options)
{
    private const string Business = "/ads/v3/businesses/{business}";

    public void Map(IEndpointRouteBuilder routes)
    {
        Map($"{Business}/datasets/{{dataset}}/diagnostics", WriteDiagnostics);
        Map($"{Business}/datasets/{{dataset}}", WriteDataset);
        Map($"{Business}/capi/{{connection}}", WriteConnection);

        void Map(string path, Action<HttpContext, Utf8JsonWriter> write) => routes.MapGet(path, http => HandleAsync(http, write));
    }

    private async Task HandleAsync(HttpContext http, Action<HttpContext, Utf8JsonWriter> write)
    {
        await Task.Delay(variant.Delay, options.TimeProvider, http.RequestAborted);
        if (options.DiagnosticsToken is { } token && EventContent.BearerOf(http.Request) != token)
            await RefuseAsync(http, Refusal.Unauthorized);
        else if ((variant.Status ?? (http.Request.RouteValues.ContainsKey("connection") && !variant.KnowsConnection ? 404 : null)) is { } status)
            http.Response.StatusCode = status;
        else if (Query(http, "granularities").Any(granularity => granularity is not ("HOURLY" or "DAILY")))
            await RefuseAsync(http, Refusal.Invalid("granularities: must be HOURLY or DAILY"));
        else
            await WriteAsync(http, write);
    }

    private async Task WriteAsync(HttpContext http, Action<HttpContext, Utf8JsonWriter> write)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.Date = (options.TimeProvider.GetUtcNow() + variant.ClockAhead).ToString("r", CultureInfo.InvariantCulture);
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        write(http, json);
        if (variant.Padding > 0)
            json.WriteString("padding", new string(' ', variant.Padding));
        json.WriteEndObject();
    }

    private void WriteDiagnostics(HttpContext http, Utf8JsonWriter json)
    {
        var sources = Query(http, "datasource_ids");
        string[] granularities = Query(http, "granularities") is { Length: > 0 } asked ? asked : ["HOURLY"];
        json.WriteString("dataset_id", (string)http.Request.RouteValues["dataset"]!);
        json.WriteStartArray("datasources");
        var lines = counts.Lines().Where(line => sources.Length == 0 || sources.Contains(variant.IdOf(line.Connection)));
        foreach (var source in lines.GroupBy(line => line.Connection).OrderBy(source => source.Key, StringComparer.Ordinal))
        {
            foreach (var granularity in granularities)
                WriteSource(json, "CAPI", variant.IdOf(source.Key), source, granularity);
        }

        if (variant.PixelPurchases > 0)
        {
            WriteSource(
                json, "PIXEL", "pixel", [new("pixel", options.TimeProvider.GetUtcNow(), "PURCHASE", new(variant.PixelPurchases, default))],
                granularities[0]);
        }

        json.WriteEndArray();
    }

    private void WriteDataset(HttpContext http, Utf8JsonWriter json)
    {
        json.WriteString("id", (string)http.Request.RouteValues["dataset"]!);
        json.WriteBoolean("is_receiving_events", variant.Receives && counts.Lines().Count > 0);
        if (variant.HasPixel)
        {
            json.WriteStartObject("pixel");
            json.WriteString("dataset_id", variant.PixelDataset ?? (string)http.Request.RouteValues["dataset"]!);
            json.WriteEndObject();
        }

        json.WriteStartArray("shared_ad_accounts");
        for (var i = 0; i < variant.SharedAdAccounts; i++)
        {
            json.WriteStartObject();
            json.WriteString("id", $"account-{i}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteConnection(HttpContext http, Utf8JsonWriter json)
    {
        var connection = (string)http.Request.RouteValues["connection"]!;
        json.WriteString("capi_connection_id", connection);
        json.WriteString("integration_id", DiagnosticsVariant.IntegrationOf(connection));
        json.WriteString("dataset_id", variant.RoutedTo);
        json.WriteStartArray("events_received");
        foreach (var name in counts.Lines().Where(line => variant.ListsEvents && line.Connection == connection).GroupBy(line => line.Name))
        {
            json.WriteStartObject();
            json.WriteString("event_type", name.Key);
            json.WriteString("first_event_time", name.Min(line => line.Hour).UtcDateTime);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteSource(Utf8JsonWriter json, string type, string id, IEnumerable<EventCountLine> source, string granularity)
    {
        json.WriteStartObject();
        json.WriteString("datasource_type", type);
        json.WriteString("datasource_id", id);
        json.WriteString("granularity", granularity);
        json.WriteStartArray("timeseries");
        foreach (var span in source.GroupBy(StartOfSpan).OrderBy(span => span.Key))
            WriteSpan(json, span);
        json.WriteEndArray();
        json.WriteEndObject();

        DateTimeOffset StartOfSpan(EventCountLine line) =>
            granularity == "DAILY" ? line.Hour.AddHours(-line.Hour.Hour) : line.Hour;
    }

    private void WriteSpan(Utf8JsonWriter json, IGrouping<DateTimeOffset, EventCountLine> span)
    {
        json.WriteStartObject();
        variant.WriteCount(json, "total", span.Sum(line => line.Count.Count));
        variant.WriteTimestamp(json, span.Key);
        json.WriteStartArray("event_counts");
        foreach (var name in span.GroupBy(line => line.Name).OrderBy(name => name.Key, StringComparer.Ordinal))
        {
            var count = name.Aggregate(default(EventCount), (sum, line) => sum + line.Count);
            json.WriteStartObject();
            json.WriteString("name", name.Key);
            variant.WriteCount(json, "event_count", count.Count);
            json.WriteNumber("last_activity_ms", count.LastActivity.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string[] Query(HttpContext http, string name) =>
        http.Request.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);

    private Task<bool> RefuseAsync(HttpContext http, Refusal refusal) =>
        new AnswerWriter(options.TimeProvider).WriteAsync(http, Answer.Refused(refusal), step: null, CancellationToken.None);
}

/// <summary>Accepted CAPI events per connection, hour and name: what Ads Manager would chart.</summary>
internal sealed class EventCounts
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Connection, DateTimeOffset Hour, string Name), EventCount> counts = [];

    public void Add(ReceivedRequest request)
    {
        var at = request.ReceivedAt.ToUniversalTime();
        var hour = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);
        lock (gate)
        {
            foreach (var received in request.Events)
            {
                var key = (request.Connection!, hour, SignalEventNames.Of(received.Name!));
                var before = counts.GetValueOrDefault(key);
                counts[key] = new EventCount(before.Count + 1, at);
            }
        }
    }

    public IReadOnlyList<EventCountLine> Lines()
    {
        lock (gate)
            return [.. counts.Select(line => new EventCountLine(line.Key.Connection, line.Key.Hour, line.Key.Name, line.Value))];
    }
}

internal readonly record struct EventCount(long Count, DateTimeOffset LastActivity)
{
    public static EventCount operator +(EventCount left, EventCount right) =>
        new(left.Count + right.Count, left.LastActivity > right.LastActivity ? left.LastActivity : right.LastActivity);
}

internal sealed record EventCountLine(string Connection, DateTimeOffset Hour, string Name, EventCount Count);

/// <summary>The Ads API charts events under a third spelling, its <c>SignalEventType</c>.</summary>
internal static class SignalEventNames
{
    private static readonly FrozenDictionary<string, string> Respelled = new Dictionary<string, string>
    {
        ["ADD_TO_CART"] = "ADDTOCART",
        ["CHECK_OUT"] = "CHECKOUT",
        ["SIGN_UP"] = "SIGNUP",
        ["Page_View"] = "VIEW",
        ["View_Product"] = "PRODUCT",
        ["Add_Cart"] = "ADDTOCART",
        ["Start_Checkout"] = "CHECKOUT",
        ["Sign_Up"] = "SIGNUP",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string eventName) => Respelled.GetValueOrDefault(eventName) ?? eventName.ToUpperInvariant();
}
