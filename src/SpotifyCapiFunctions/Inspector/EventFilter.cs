using SpotifyCapi.Events;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Which events a list is to hold.</summary>
/// <param name="EventName">With this name, in any spelling.</param>
/// <param name="Outcomes">With one of these outcomes; empty: any.</param>
public sealed record EventFilter(
    DateTimeOffset From, DateTimeOffset To, string? EventId, string? EventName, string? Source, string? Destination, IReadOnlyList<string> Outcomes)
{
    /// <summary>Whether events are meant that were accepted.</summary>
    public bool MeansAccepted { get; } = Outcomes.Count == 0 || Outcomes.Any(EventOutcome.IsOfAccepted);

    /// <summary>Whether events are meant that were not accepted.</summary>
    public bool MeansOthers { get; } = Outcomes.Count == 0 || !Outcomes.All(EventOutcome.IsOfAccepted);

    /// <summary>Whether it depends on its tries if an accepted event is meant.</summary>
    public bool DependsOnTries => Outcomes.Count > 0 && MeansAccepted;

    /// <summary>Whether an arrival is meant as far as it can be told before its outcome is known.</summary>
    public bool MayMatch(IngestRecord arrival) =>
        arrival.At >= From
        && arrival.At <= To
        && (EventId is null || arrival.EventId == EventId)
        && Is(Source, arrival.Source)
        && Is(Destination, arrival.Destination)
        && IsNamed(EventName, arrival.EventName, arrival.SourceEventName)
        && (arrival.Status == IngestStatus.Accepted ? MeansAccepted : Outcomes.Count == 0 || Outcomes.Contains(arrival.Status));

    public bool Matches(EventOutcome outcome) => Outcomes.Count == 0 || Outcomes.Contains(outcome.Outcome);

    /// <summary>Whether two names mean the same; null means any.</summary>
    public static bool Is(string? wanted, string? value) => wanted is null || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one of an event's names is the one that is asked for; spelling and case do not count, as when events are taken in.</summary>
    /// <param name="wanted">The name that is asked for; null: any.</param>
    public static bool IsNamed(string? wanted, params ReadOnlySpan<string?> names)
    {
        if (wanted is null)
            return true;

        foreach (var name in names)
        {
            if (name is not null && (EventNames.Key(name) == EventNames.Key(wanted)
                || (EventNames.TryResolve(name, out var one) && EventNames.TryResolve(wanted, out var other) && one == other)))
            {
                return true;
            }
        }

        return false;
    }
}
