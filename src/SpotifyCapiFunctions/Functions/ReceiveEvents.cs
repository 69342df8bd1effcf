using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Spotify;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>POST /api/events</c>: canonical events as JSON. <c>?destination=</c> chooses the destination where there are several.</summary>
public sealed class ReceiveEvents(
    FrozenDictionary<string, Destination> destinations, IngestOptions ingest, BodyMemory memory, EventIntake intake, ILogger<ReceiveEvents> logger)
{
    /// <summary>Name under which events of this endpoint are counted.</summary>
    public const string Source = "events";

    /// <summary>Runs the function.</summary>
    [Function(nameof(ReceiveEvents))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "events")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, () => EventRequests.ReadAsync(
            request,
            destinations,
            ingest,
            memory,
            async (events, destination) =>
                Answers.Intake(await intake.TakeAsync(events, destination, Source, null, cancellationToken), request.HttpContext.Response),
            cancellationToken));
}
