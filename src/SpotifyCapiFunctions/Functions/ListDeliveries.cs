using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Functions;

/// <summary>
/// <c>GET /api/deliveries?view&amp;from&amp;to&amp;event_id&amp;event_name&amp;outcome&amp;destination&amp;source&amp;limit&amp;next</c>: requests, or
/// with <c>view=events</c> events, latest first.
/// </summary>
/// <param name="requests">Lists requests.</param>
/// <param name="events">Lists events.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class ListDeliveries(RequestList requests, EventList events, TimeProvider time, ILogger<ListDeliveries> logger)
{
    private const string Events = "events";

    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(ListDeliveries))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "deliveries")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var byEvent = query.Choice("view", "requests", Events) == Events;
            var (filter, limit) = (Filter(query), query.Number("limit", 100, 1, 1000));
            var after = byEvent ? query.Position("next") : null;
            var upTo = byEvent ? null : query.Moment("next");
            if (query.Problem() is { } problem)
                return problem;

            if (byEvent)
            {
                var page = await events.PageAsync(filter, limit, after, cancellationToken);
                return Page(request, page.Next, () => DeliveriesCsv.Write(page.Events), () => Answers.Json(page, EventRowsJsonContext.Default.EventPageJson));
            }

            var (entries, next) = await requests.PageAsync(upTo is { } to ? filter with { To = to } : filter, limit, cancellationToken);
            return Page(
                request, next, () => DeliveriesCsv.Write(entries), () => Answers.Json(new DeliveriesJson(entries, next), JournalJsonContext.Default.DeliveriesJson));
        });

    private EventFilter Filter(QueryValues query)
    {
        var (from, to) = query.Window(time.GetUtcNow(), JournalReader.DefaultWindow, JournalReader.LongestWindow);
        return new EventFilter(
            from, to, query.Text("event_id"), query.Text("event_name"), query.Text("source"), query.Text("destination"), query.Words("outcome"));
    }

    private static IResult Page(HttpRequest request, string? next, Func<ReadOnlyMemory<byte>> table, Func<IResult> json)
    {
        if (!Csv.IsWanted(request))
            return json();

        if (next is not null)
            request.HttpContext.Response.Headers.Link = Csv.NextPage(request, next);

        return Csv.Answer(table());
    }
}
