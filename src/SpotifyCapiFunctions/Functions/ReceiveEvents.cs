using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Events;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>POST /api/events</c>: canonical events as JSON. <c>?destination=</c> chooses the destination where there are several.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="intake">Takes events in.</param>
/// <param name="logger">The log.</param>
public sealed class ReceiveEvents(AppSettings settings, EventIntake intake, ILogger<ReceiveEvents> logger)
{
    /// <summary>Name under which events of this endpoint are counted.</summary>
    public const string Source = "events";

    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up, or the host is stopping.</param>
    [Function(nameof(ReceiveEvents))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "events")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            if (!RequestBody.IsJson(request))
            {
                return RequestBody.NotJson();
            }

            if (settings.FindDestination(request.Query["destination"]) is not { } destination)
            {
                return Answers.Problem(StatusCodes.Status400BadRequest, UnknownDestination);
            }

            var body = await RequestBody.ReadAsync(request, settings.Ingest.MaxBytes, cancellationToken);
            return body.Problem ?? EventReader.Read(body.Bytes.Span, settings.Ingest.MaxEvents) switch
            {
                EventReading.Events(var events) =>
                    Answers.Intake(await intake.TakeAsync(events, destination, Source, cancellationToken), request.HttpContext.Response),
                EventReading.Malformed(var error) => Answers.Problem(Status(error), error),
                _ => throw new InvalidOperationException(),
            };
        });

    private static ValidationError UnknownDestination { get; } = new(
        ErrorCodes.UnknownDestination, "destination", "Name a configured destination with ?destination=, or set Ingest__Destination.");

    private static int Status(ValidationError error) =>
        error.Code == ErrorCodes.TooManyEvents ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
}
