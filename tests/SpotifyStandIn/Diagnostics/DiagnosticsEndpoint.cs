using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Http;

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
