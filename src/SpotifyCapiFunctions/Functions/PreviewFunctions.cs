using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Dry runs: nothing is queued and nothing is sent.</summary>
public sealed class PreviewFunctions(
    FrozenDictionary<string, Source> sources, FrozenDictionary<string, Destination> destinations, IngestOptions ingest, BodyMemory memory,
    WebhookPreview webhooks, EventValidator validator, TimeProvider time, ILogger<PreviewFunctions> logger)
{
    /// <summary><c>GET /api/preview</c>: the sources and destinations that a body can be previewed for.</summary>
    [Function(nameof(ListPreviewChoices))]
    public Task ListPreviewChoices([HttpTrigger(AuthorizationLevel.Function, "get", Route = "preview")] HttpRequest request) => HttpEdge.RunAsync(
        request, logger, () => Task.FromResult(Answers.Json(PreviewChoices.Of(sources, destinations, ingest), PreviewChoicesContext.Default.PreviewChoices)));

    /// <summary>
    /// <c>POST /api/preview?source&amp;destination&amp;redacted</c>: a dry run of <c>POST /api/events</c> or, with a source, of its webhook without
    /// the signature.
    /// </summary>
    [Function(nameof(PreviewEvents))]
    public Task PreviewEvents(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "preview")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, () =>
        {
            var query = new QueryValues(request.Query);
            var (source, redacted) = (query.Text("source"), IsRedacted(request));
            return query.Problem() is { } problem ? Task.FromResult(problem)
                : source is not null ? webhooks.AnswerAsync(request, source, redacted, cancellationToken)
                : EventRequests.ReadAsync(
                    request, destinations, ingest, memory, (events, destination) => Preview(events, destination, redacted), cancellationToken);
        });

    // Whoever writes it another way, such as True or 1, means it too.
    private static bool IsRedacted(HttpRequest request) => request.Query["redacted"] is { Count: > 0 } told && told != "false";

    private Task<IResult> Preview(IReadOnlyList<ConversionEvent> events, Destination destination, bool redacted)
    {
        var now = time.GetUtcNow();
        var previews = events.Select(@event => EventPreview.Of(validator, @event, destination, ReceiveEvents.Source, now)).ToArray();
        return Task.FromResult(Results.Text(PreviewJson.Write(destination, previews, redacted).Span, "application/json"));
    }
}
