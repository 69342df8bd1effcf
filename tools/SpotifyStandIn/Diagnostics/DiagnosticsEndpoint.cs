using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Http;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Diagnostics;

/// <summary>
/// The dataset diagnostics of the Ads API. The stand-in has one dataset, so every connection is a data source of any dataset asked for.
/// </summary>
internal sealed class DiagnosticsEndpoint(EventCounts counts, StandInOptions options)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ads/v3/businesses/{business}/datasets/{dataset}/diagnostics", HandleAsync);

    private async Task HandleAsync(HttpContext http)
    {
        var granularities = Query(http, "granularities", "HOURLY");
        if (options.DiagnosticsToken is { } token && EventContent.BearerOf(http.Request) != token)
            await RefuseAsync(http, Refusal.Unauthorized);
        else if (granularities.Any(granularity => granularity is not ("HOURLY" or "DAILY")))
            await RefuseAsync(http, Refusal.Invalid("granularities: must be HOURLY or DAILY"));
        else
            await WriteAsync(http, granularities, Query(http, "datasource_ids"));
    }

    private async Task WriteAsync(HttpContext http, string[] granularities, string[] sources)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("dataset_id", (string)http.Request.RouteValues["dataset"]!);
        json.WriteStartArray("datasources");
        var lines = counts.Lines().Where(line => sources.Length == 0 || sources.Contains(line.Connection));
        foreach (var source in lines.GroupBy(line => line.Connection).OrderBy(source => source.Key, StringComparer.Ordinal))
        {
            foreach (var granularity in granularities)
                WriteSource(json, source, granularity);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, IGrouping<string, EventCountLine> source, string granularity)
    {
        json.WriteStartObject();
        json.WriteString("datasource_type", "CAPI");
        json.WriteString("datasource_id", source.Key);
        json.WriteString("granularity", granularity);
        json.WriteStartArray("timeseries");
        foreach (var span in source.GroupBy(StartOfSpan).OrderBy(span => span.Key))
            WriteSpan(json, span);
        json.WriteEndArray();
        json.WriteEndObject();

        DateTimeOffset StartOfSpan(EventCountLine line) =>
            granularity == "DAILY" ? line.Hour.AddHours(-line.Hour.Hour) : line.Hour;
    }

    private static void WriteSpan(Utf8JsonWriter json, IGrouping<DateTimeOffset, EventCountLine> span)
    {
        json.WriteStartObject();
        json.WriteNumber("total", span.Sum(line => line.Count.Count));
        json.WriteString("timestamp", span.Key.UtcDateTime);
        json.WriteStartArray("event_counts");
        foreach (var name in span.GroupBy(line => line.Name).OrderBy(name => name.Key, StringComparer.Ordinal))
        {
            var count = name.Aggregate(default(EventCount), (sum, line) => sum + line.Count);
            json.WriteStartObject();
            json.WriteString("name", name.Key);
            json.WriteNumber("event_count", count.Count);
            json.WriteNumber("last_activity_ms", count.LastActivity.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string[] Query(HttpContext http, string name, params string[] otherwise)
    {
        var values = http.Request.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        return values.Length == 0 ? otherwise : values;
    }

    private Task<bool> RefuseAsync(HttpContext http, Refusal refusal) =>
        new AnswerWriter(options.TimeProvider).WriteAsync(http, Answer.Refused(refusal), step: null, CancellationToken.None);
}

/// <summary>Accepted CAPI events per connection, hour and name: what Ads Manager would chart.</summary>
internal sealed class EventCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Connection, DateTimeOffset Hour, string Name), EventCount> _counts = [];

    public void Add(ReceivedRequest request)
    {
        var at = request.ReceivedAt.ToUniversalTime();
        var hour = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);
        lock (_gate)
        {
            foreach (var received in request.Events)
            {
                var key = (request.Connection!, hour, SignalEventNames.Of(received.Name!));
                var before = _counts.GetValueOrDefault(key);
                _counts[key] = new EventCount(before.Count + 1, at);
            }
        }
    }

    public IReadOnlyList<EventCountLine> Lines()
    {
        lock (_gate)
            return [.. _counts.Select(line => new EventCountLine(line.Key.Connection, line.Key.Hour, line.Key.Name, line.Value))];
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
