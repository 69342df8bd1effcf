using System.Text.Json.Serialization;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>A page of <c>GET /api/deliveries?view=events</c>, latest first.</summary>
internal sealed record EventPageJson(IReadOnlyList<EventRowJson> Events, string? Next);

/// <summary>One arrival of an event, and what has become of it by now.</summary>
internal sealed record EventRowJson(
    string Key,
    DateTimeOffset At,
    string Source,
    string Destination,
    string? EventId,
    string? EventName,
    string? SourceEventName,
    string? Topic,
    DateTimeOffset? EventTime,
    string Outcome,
    string? Reason,
    int Attempts,
    DateTimeOffset? LastAt,
    int? Status,
    bool? Replayed)
{
    public static EventRowJson Of(IngestRecord arrival, EventOutcome outcome) => new(
        arrival.Key,
        arrival.At,
        arrival.Source,
        arrival.Destination,
        arrival.EventId,
        arrival.EventName,
        arrival.SourceEventName,
        arrival.Topic,
        arrival.EventTime,
        outcome.Outcome,
        outcome.Reason,
        outcome.Attempts,
        outcome.Last?.At,
        outcome.Last?.Status,
        arrival.Replayed);
}

/// <summary>Source-generated serialisation of event rows.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventPageJson))]
internal sealed partial class EventRowsJsonContext : JsonSerializerContext;
