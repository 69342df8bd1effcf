using SpotifyCapi.Codes;

namespace SpotifyCapi.Records;

/// <summary>What came of one request to Spotify, or of events that were put off without one.</summary>
/// <param name="At">When it ended, UTC.</param>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Endpoint">Where it was posted.</param>
/// <param name="Scope">Connection, or advertiser and conversion.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="FirstQueued">When the events were accepted.</param>
/// <param name="Outcome">delivered, deferred, paused or dead.</param>
/// <param name="Reason">Why not delivered.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="TraceId">Spotify's id of the request.</param>
/// <param name="DurationMilliseconds">Time of the request, with its quick tries.</param>
/// <param name="Replayed">Whether the events came out of the dead letters.</param>
/// <param name="Events">What it was about.</param>
public sealed record JournalEntry(
    DateTimeOffset At,
    string Destination,
    string Profile,
    string Endpoint,
    string Scope,
    string Source,
    int Attempt,
    DateTimeOffset FirstQueued,
    string Outcome,
    string? Reason,
    int? Status,
    string? TraceId,
    double DurationMilliseconds,
    bool Replayed,
    IReadOnlyList<JournalEvent> Events);

/// <summary>One event of a journal entry: enough to explain it, nothing that identifies the person.</summary>
/// <param name="EventId">Its id.</param>
/// <param name="EventName">The name as Spotify got it.</param>
/// <param name="SourceEventName">The name as the source spelled it.</param>
/// <param name="EventTime">UTC.</param>
/// <param name="Consent">granted, denied or unknown.</param>
/// <param name="OptOutTargeting">What Spotify was told.</param>
/// <param name="Identifiers">Which identifiers were present, digests cut to eight characters.</param>
/// <param name="Amount">Amount.</param>
/// <param name="Currency">Currency.</param>
/// <param name="OrderId">The shop's order number.</param>
/// <param name="Dropped">What was left out and why.</param>
public sealed record JournalEvent(
    string EventId,
    string EventName,
    string SourceEventName,
    DateTimeOffset EventTime,
    string Consent,
    bool OptOutTargeting,
    IReadOnlyList<string> Identifiers,
    decimal? Amount,
    string? Currency,
    string? OrderId,
    IReadOnlyList<DroppedField> Dropped)
{
    /// <summary>The platform's own id of the order, where the event's id does not tell it.</summary>
    public string? PlatformOrderId { get; init; }
}
