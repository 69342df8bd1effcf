using Microsoft.AspNetCore.Http;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>A dry run of a source's webhook: everything but the signature, which whoever pastes a body cannot make.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="validator">Decides about events.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookPreview(AppSettings settings, EventValidator validator, TimeProvider time)
{
    /// <summary>Reads the body as the source would, with the request's own headers for the platform's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sourceName">Name of a configured source.</param>
    /// <param name="redacted">Cut digests, and leave addresses out.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<IResult> AnswerAsync(HttpRequest request, string sourceName, bool redacted, CancellationToken cancellationToken)
    {
        if (!settings.Sources.TryGetValue(sourceName, out var source))
            return Answers.Problem(StatusCodes.Status400BadRequest, UnknownSource);

        if (!HttpBody.IsJson(request))
            return HttpBody.NotJson();

        var body = await HttpBody.ReadAsync(request, settings.Ingest.MaxWebhookBytes, cancellationToken);
        if (body.Problem is not null)
            return body.Problem;

        var destination = settings.Destinations[source.Destination];
        return source.Webhooks.Read(body.AsWebhook(request, time.GetUtcNow())) switch
        {
            SourceReading.Events(var events, _) => Show([.. events.Select(@event => Of(@event, source, destination))]),
            SourceReading.Ignored(var reason, var eventId) => Show([Ignored(eventId, reason)]),
            SourceReading.PrivacyRequest => Show([Ignored(null, IgnoreReasons.PrivacyRequest)]),
            SourceReading.Malformed(var error) => Answers.Problem(StatusCodes.Status400BadRequest, error),
            _ => throw new InvalidOperationException(),
        };

        IResult Show(IReadOnlyList<EventPreview> previews) =>
            Results.Text(PreviewJson.Write(destination, previews, redacted).Span, "application/json");
    }

    private static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, "source", "No such source is configured.");

    private static EventPreview Ignored(string? eventId, string reason) =>
        new(new ConversionEvent { EventId = eventId }, new EventDecision.Ignored(reason), default);

    // A platform cannot send the event better, so it is ignored; why nothing is left of it is still worth reading.
    private EventPreview Of(ConversionEvent @event, Source source, Destination destination)
    {
        var preview = EventPreview.Of(validator, @event, destination, source.Name, time.GetUtcNow());
        return source.Webhooks.SenderIsPlatform && preview.Decision is EventDecision.Rejected([{ Code: ErrorCodes.NoIdentifier }], var dropped)
            ? preview with { Decision = new EventDecision.Ignored(IgnoreReasons.NoIdentifier), DroppedAnyway = dropped }
            : preview;
    }
}
