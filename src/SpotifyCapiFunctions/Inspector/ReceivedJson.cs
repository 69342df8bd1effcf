using SpotifyCapi.Codes;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>One arrival of an event in the answer about it.</summary>
internal sealed record ReceivedJson(
    DateTimeOffset At,
    string Source,
    string Destination,
    string? Topic,
    string Status,
    string? Reason,
    string? EventName,
    string? SourceEventName,
    DateTimeOffset? EventTime,
    string? Consent,
    bool? OptOutTargeting,
    IReadOnlyList<string>? Identifiers,
    IReadOnlyList<DroppedField>? Dropped,
    IReadOnlyList<ValidationError>? Errors,
    bool? Replayed)
{
    public static ReceivedJson Of(IngestRecord arrival) => new(
        arrival.At,
        arrival.Source,
        arrival.Destination,
        arrival.Topic,
        arrival.Status,
        arrival.Reason,
        arrival.EventName,
        arrival.SourceEventName,
        arrival.EventTime,
        arrival.Consent,
        arrival.OptOutTargeting,
        arrival.Identifiers,
        arrival.Dropped,
        arrival.Errors,
        arrival.Replayed);
}

/// <summary>The dead letter of an event; its id is what a replay takes.</summary>
internal sealed record DeadLetterLinkJson(string Id, string Reason, DateTimeOffset? DiedAt, string? Message, int Replays, DateTimeOffset? ReplayedAt);
