using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Events;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Journal;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/deliveries/{eventId}?from</c>: what became of one event, attempt by attempt.</summary>
/// <param name="journal">The journal.</param>
/// <param name="logger">The log.</param>
public sealed class GetDelivery(JournalReader journal, ILogger<GetDelivery> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="eventId">Id of the event.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(GetDelivery))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "deliveries/{eventId}")] HttpRequest request,
        string eventId,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var from = query.Moment("from");
            if (query.Problem() is { } problem)
            {
                return problem;
            }

            var entries = await journal.FindAsync(eventId, from, cancellationToken);
            return entries.Count == 0
                ? Answers.Problem(StatusCodes.Status404NotFound, NotFound)
                : Answers.Json(
                    new DeliveryJson(eventId, entries[^1].Outcome, entries[^1].Reason, entries.Max(entry => entry.Attempt), entries),
                    JournalJsonContext.Default.DeliveryJson);
        });

    private static ValidationError NotFound { get; } = new(
        ErrorCodes.NoDelivery, "event_id", "No attempt to deliver an event of this id is on record: it waits in the queue, was never accepted, or is older than the search (7 days; widen it with ?from=).");
}
