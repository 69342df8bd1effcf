using SpotifyCapi.Codes;

namespace SpotifyCapi.Records;

/// <summary>One arrival of an event: a line of the ingest log. Codes and names only; nothing of the person, no amount, no text of the payload.</summary>
public sealed record Arrival
{
    /// <summary>Instance and number: unique, and the same when a line had to be written twice.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>When it arrived, UTC, whole milliseconds. For an accepted event this is what the envelope calls first queued.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Name of the destination.</summary>
    public required string Destination { get; init; }

    /// <summary>The webhook's topic; null when there is none.</summary>
    public string? Topic { get; init; }

    /// <summary>One of <see cref="ArrivalStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it was ignored, or the first error's code.</summary>
    public string? Reason { get; init; }

    /// <summary>Its id; null when it has none, or one that must not be kept.</summary>
    public string? EventId { get; init; }

    /// <summary>The name as Spotify gets it; null when it maps to none.</summary>
    public string? EventName { get; init; }

    /// <summary>The name as the source spelled it; null when it is more than a name.</summary>
    public string? SourceEventName { get; init; }

    /// <summary>When it happened; only of an accepted event.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>granted, denied or unknown; only of an accepted event.</summary>
    public string? Consent { get; init; }

    /// <summary>What Spotify is told; only of an accepted event.</summary>
    public bool? OptOutTargeting { get; init; }

    /// <summary>Kinds of identifiers that are present; only of an accepted event.</summary>
    public IReadOnlyList<string>? Identifiers { get; init; }

    /// <summary>What was left out and why.</summary>
    public IReadOnlyList<DroppedField>? Dropped { get; init; }

    /// <summary>What its sender must change.</summary>
    public IReadOnlyList<ValidationError>? Errors { get; init; }

    /// <summary>True when it came out of the dead letters.</summary>
    public bool? Replayed { get; init; }
}
