using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>A dry run of a source's webhook: everything but the signature, which a person who pastes a body cannot make.</summary>
public sealed class WebhookPreview(
    FrozenDictionary<string, Source> sources, FrozenDictionary<string, Destination> destinations, IngestOptions ingest, BodyMemory memory,
    EventValidator validator, TimeProvider time)
{
    /// <summary>Reads the body as the source would, with the request's own headers for the platform's.</summary>
    /// <param name="redacted">Cut digests, and leave addresses out.</param>
    public async Task<IResult> AnswerAsync(HttpRequest request, string sourceName, bool redacted, CancellationToken cancellationToken)
    {
        if (!sources.TryGetValue(sourceName, out var source))
            return Answers.Problem(StatusCodes.Status400BadRequest, UnknownSource);

        if (source.Webhooks.BodyIsJson && !HttpBody.IsJson(request))
            return HttpBody.NotJson();

        using var body = await HttpBody.ReadAsync(request, ingest.MaxWebhookBytes, memory, cancellationToken);
        if (body.Refusal is { } refusal)
            return refusal.Answer;

        // One of several destinations can be asked for; else it is the first.
        var wanted = request.Query["destination"].ToString();
        if (wanted.Length > 0 && !source.Destinations.Contains(wanted, StringComparer.OrdinalIgnoreCase))
            return Answers.Problem(StatusCodes.Status400BadRequest, UnknownDestination);

        var destination = destinations[wanted.Length > 0 ? wanted : source.Destination];
        var webhook = HttpBody.AsWebhook(request, body.Bytes, time.GetUtcNow());
        return source.Webhooks.Read(webhook) switch
        {
            SourceReading.Events(var events, _) => Show(Of(events, webhook, source, destination)),
            SourceReading.Ignored(var reason, var eventId) => Show([Ignored(eventId, reason)]),
            SourceReading.PrivacyRequest => Show([Ignored(null, IgnoreReasons.PrivacyRequest)]),
            SourceReading.Malformed(var error) => Answers.Problem(StatusCodes.Status400BadRequest, error),
            _ => throw new InvalidOperationException(),
        };

        IResult Show(IReadOnlyList<EventPreview> previews) =>
            Results.Text(PreviewJson.Write(destination, previews, redacted, source.Webhooks.Explain(webhook)).Span, "application/json");
    }

    private static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, "source", "No such source is configured.");

    private static ValidationError UnknownDestination { get; } = new(ErrorCodes.UnknownDestination, "destination", "The source has no such destination.");

    private static EventPreview Ignored(string? eventId, string reason) =>
        new(new ConversionEvent { EventId = eventId }, new EventDecision.Ignored(reason), default);

    private EventPreview[] Of(IReadOnlyList<ConversionEvent> events, WebhookRequest webhook, Source source, Destination destination)
    {
        source.Complete(events, webhook);
        return [.. events.Select(@event => Of(@event, source, destination))];
    }

    // A platform cannot send the event better, so it is ignored; why nothing is left of it is still worth reading.
    private EventPreview Of(ConversionEvent @event, Source source, Destination destination)
    {
        var preview = EventPreview.Of(validator, @event, destination, source.Name, time.GetUtcNow());
        return source.Webhooks.SenderIsPlatform && preview.Decision is EventDecision.Rejected([{ Code: ErrorCodes.NoIdentifier }], var dropped)
            ? preview with { Decision = new EventDecision.Ignored(IgnoreReasons.NoIdentifier), DroppedAnyway = dropped }
            : preview;
    }
}

/// <summary>The answer of <c>GET /api/preview</c>: what a body can be tried as.</summary>
internal sealed record PreviewChoices(
    IReadOnlyList<PreviewDestination> Destinations, string? DefaultDestination, IReadOnlyList<PreviewSource> Sources)
{
    public static PreviewChoices Of(FrozenDictionary<string, Source> sources, FrozenDictionary<string, Destination> destinations, IngestOptions ingest) => new(
        [.. destinations.Values.Select(one => new PreviewDestination(one.Name, one.Profile.ToString())).OrderBy(one => one.Name, StringComparer.Ordinal)],
        destinations.Choose(null, ingest)?.Name,
        [.. sources.Values.Select(one => new PreviewSource(one.Name, one.Kind, one.Destination)).OrderBy(one => one.Name, StringComparer.Ordinal)]);
}

internal sealed record PreviewDestination(string Name, string Profile);

/// <summary>A configured source, its kind, and the name of its destination.</summary>
internal sealed record PreviewSource(string Name, string Kind, string Destination);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PreviewChoices))]
internal sealed partial class PreviewChoicesContext : JsonSerializerContext;
