using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary>
/// <c>POST /api/preview?source&amp;destination&amp;redacted</c>: a dry run of <c>POST /api/events</c> or, with a source, of its webhook without
/// the signature. Nothing is queued and nothing is sent.
/// </summary>
/// <param name="settings">The app's settings.</param>
/// <param name="webhooks">Previews webhooks.</param>
/// <param name="validator">Decides about events.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class PreviewEvents(
    AppSettings settings, WebhookPreview webhooks, EventValidator validator, TimeProvider time, ILogger<PreviewEvents> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up, or the host is stopping.</param>
    [Function(nameof(PreviewEvents))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "preview")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, () => request.Query["source"] is [{ Length: > 0 } source]
            ? webhooks.AnswerAsync(request, source, IsRedacted(request), cancellationToken)
            : EventRequests.ReadAsync(request, settings, (events, destination) => Preview(events, destination, IsRedacted(request)), cancellationToken));

    private static bool IsRedacted(HttpRequest request) => request.Query["redacted"] == "true";

    private Task<IResult> Preview(IReadOnlyList<ConversionEvent> events, Destination destination, bool redacted)
    {
        var now = time.GetUtcNow();
        var previews = events.Select(@event => EventPreview.Of(validator, @event, destination, ReceiveEvents.Source, now)).ToArray();
        return Task.FromResult(Results.Text(PreviewJson.Write(destination, previews, redacted).Span, "application/json"));
    }
}
