using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Http;

/// <summary>What <c>POST events</c> and <c>POST preview</c> share: a JSON body with canonical events for one destination.</summary>
internal static class EventRequests
{
    /// <summary>Reads the events and hands them on, or answers what is wrong with the request as a whole.</summary>
    public static async Task<IResult> ReadAsync(
        HttpRequest request,
        FrozenDictionary<string, Destination> destinations,
        IngestOptions ingest,
        BodyMemory memory,
        Func<IReadOnlyList<ConversionEvent>, Destination, Task<IResult>> handle,
        CancellationToken cancellationToken)
    {
        if (!HttpBody.IsJson(request))
            return HttpBody.NotJson();

        if (destinations.Choose(request.Query["destination"], ingest) is not { } destination)
            return Answers.Problem(StatusCodes.Status400BadRequest, UnknownDestination);

        using var body = await HttpBody.ReadAsync(request, ingest.MaxBytes, memory, cancellationToken);
        return body.Refusal?.Answer ?? EventReader.Read(body.Bytes, ingest.MaxEvents) switch
        {
            EventReading.Events(var events) => await handle(Complete(events, request, ingest), destination),
            EventReading.Malformed(var error) => Answers.Problem(Status(error), error),
            _ => throw new InvalidOperationException(),
        };
    }

    private static IReadOnlyList<ConversionEvent> Complete(IReadOnlyList<ConversionEvent> events, HttpRequest request, IngestOptions ingest)
    {
        var hasGpc = Source.IsGpc(request.Headers[Source.GpcHeader]);
        foreach (var @event in events)
        {
            @event.Rules = ingest.Rules;
            if (hasGpc)
                (@event.Signals ??= new())[ConsentSignal.Gpc] = "1";
        }

        return events;
    }

    private static ValidationError UnknownDestination { get; } = new(
        ErrorCodes.UnknownDestination, "destination", "Name a configured destination with ?destination=, or set Ingest__Destination.");

    private static int Status(ValidationError error) =>
        error.Code == ErrorCodes.TooManyEvents ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
}
