using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Lists requests and events, and traces one event.</summary>
public sealed class DeliveryFunctions(
    RequestList requests, EventList events, DeliveryHistory history, TimeProvider time, ILogger<DeliveryFunctions> logger)
{
    private const string Events = "events";

    /// <summary>
    /// <c>GET /api/deliveries?view&amp;from&amp;to&amp;event_id&amp;event_name&amp;outcome&amp;destination&amp;source&amp;limit&amp;next</c>: requests,
    /// or with <c>view=events</c> events, latest first.
    /// </summary>
    [Function(nameof(ListDeliveries))]
    public Task ListDeliveries(
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
                request,
                next,
                () => DeliveriesCsv.Write(entries),
                () => Answers.Json(new DeliveriesJson(entries, next), JournalJsonContext.Default.DeliveriesJson));
        });

    /// <summary>
    /// <c>GET /api/deliveries/{eventId}?from&amp;destination&amp;event_name</c>: the way of one event, from its arrival to its outcome, attempt by
    /// attempt.
    /// </summary>
    [Function(nameof(GetDelivery))]
    public Task GetDelivery(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "deliveries/{eventId}")] HttpRequest request,
        string eventId,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var (from, destination, name) = (query.Since(time.GetUtcNow(), JournalReader.LongestWindow), query.Text("destination"), query.Text("event_name"));
            if (query.Problem() is { } problem)
                return problem;

            // The server leaves an encoded slash as it is, so that it ends no part of the path. An id may hold these three characters too.
            var id = eventId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
            return (await FindAsync(id) ?? (id == eventId ? null : await FindAsync(eventId))) is { } found
                ? Answers.Json(found, DeliveryJsonContext.Default.DeliveryJson)
                : Answers.Problem(StatusCodes.Status404NotFound, NotFound);

            Task<DeliveryJson?> FindAsync(string of) => history.FindAsync(of, from, destination, name, cancellationToken);
        });

    private static ValidationError NotFound { get; } = new(
        ErrorCodes.NoDelivery,
        "event_id",
        "Nothing is on record about an event of this id: it never arrived, arrived within the last seconds, "
        + "or is older than the search (7 days; widen it with ?from=).");

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
