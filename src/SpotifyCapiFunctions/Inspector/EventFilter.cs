using SpotifyCapi.Events;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

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

/// <summary>What the index tells about the event that a list is about.</summary>
internal static class IndexedEvents
{
    /// <summary>Looks the event up; <see cref="LogPlaces.None"/>: the list is not about one event.</summary>
    public static async Task<LogPlaces> OfEventAsync(this LogIndex index, EventFilter filter, DateTimeOffset now, CancellationToken cancellationToken) =>
        filter.EventId is { } id ? await index.FindAsync((filter.From, now), [LogKeys.OfEvent(id)], cancellationToken) : LogPlaces.None;
}

/// <summary>
/// What the index tells about the hours of a list, for as long as one request is answered: where its one event is, or which parts are of which time.
/// </summary>
internal sealed class IndexOfDays(LogIndex index, EventFilter filter, DateTimeOffset now)
{
    private LogPlaces? places;
    private DateTimeOffset day;

    /// <summary>Of an hour and the next.</summary>
    /// <param name="blobs">How many it has.</param>
    public async Task<LogPlaces> OfAsync(DateTimeOffset hour, int blobs, CancellationToken cancellationToken)
    {
        if (blobs == 0)
            return LogPlaces.None;

        if (filter.EventId is not null)
            return places ??= await index.OfEventAsync(filter, now, cancellationToken);

        if (places is null || day != AppendLogNames.DayOf(hour))
        {
            day = AppendLogNames.DayOf(hour);
            places = await index.FindAsync((day, day.AddDays(1) < now ? day.AddDays(1) : now), [], cancellationToken);
        }

        return places;
    }
}
