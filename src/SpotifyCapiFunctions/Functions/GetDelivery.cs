using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Functions;

/// <summary>
/// <c>GET /api/deliveries/{eventId}?from&amp;destination&amp;event_name</c>: the way of one event, from its arrival to its outcome, attempt by
/// attempt.
/// </summary>
/// <param name="history">What is on record.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class GetDelivery(DeliveryHistory history, TimeProvider time, ILogger<GetDelivery> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="eventId">Id of the event.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(GetDelivery))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "deliveries/{eventId}")] HttpRequest request,
        string eventId,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var from = query.Since(time.GetUtcNow(), JournalReader.LongestWindow);
            if (query.Problem() is { } problem)
                return problem;

            return await history.FindAsync(Decoded(eventId), from, query.Text("destination"), query.Text("event_name"), cancellationToken) is { } found
                ? Answers.Json(found, DeliveryJsonContext.Default.DeliveryJson)
                : Answers.Problem(StatusCodes.Status404NotFound, NotFound);
        });

    // The server leaves an encoded slash as it is, so that it ends no part of the path.
    private static string Decoded(string eventId) => eventId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static ValidationError NotFound { get; } = new(
        ErrorCodes.NoDelivery, "event_id", "Nothing is on record about an event of this id: it never arrived, arrived within the last seconds, or is older than the search (7 days; widen it with ?from=).");
}
