using SpotifyCapi.Records;
using SpotifyCapiFunctions.Http;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Keeps the latest of many arrivals, however many pass by. Those with a line of their own pass by first; what the journal tells afterwards of
/// the same events is known by their identities, which are kept no longer than such an arrival could still be among the latest.
/// </summary>
/// <param name="count">How many.</param>
internal sealed class LatestFirst(int count)
{
    private const int FewIdentities = 1000;

    private readonly SortedDictionary<ListPosition, IngestRecord> kept = [];
    private readonly HashSet<(string Destination, string? Name, string? Id, DateTimeOffset At)> identities = [];
    private ListPosition? lowest;
    private int most = FewIdentities;

    /// <summary>Whether something was left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Identities that are held.</summary>
    internal int Identities => identities.Count;

    /// <summary>Passes an arrival by; one that was written twice counts once.</summary>
    public void Add(IngestRecord arrival)
    {
        Keep(arrival);
        if (arrival.Status == IngestStatus.Accepted && !IsBelow(arrival.At))
            Remember((arrival.Destination, arrival.EventName, arrival.EventId, arrival.At));
    }

    /// <summary>Whether what the journal tells of an event may be news: it is late enough, and did not pass by before.</summary>
    public bool MayBeNew(JournalEntry entry, JournalEvent @event)
    {
        if (IsBelow(entry.FirstQueued))
        {
            IsCut = true;
            return false;
        }

        return !identities.Contains((entry.Destination, @event.EventName, @event.EventId, entry.FirstQueued));
    }

    /// <summary>What was kept, latest first.</summary>
    public IReadOnlyList<IngestRecord> ToList() => [.. kept.Values.Reverse()];

    private bool IsBelow(DateTimeOffset at) => lowest is { } end && at < end.At;

    private void Remember((string, string?, string?, DateTimeOffset) identity)
    {
        identities.Add(identity);
        if (identities.Count > most)
        {
            identities.RemoveWhere(known => IsBelow(known.At));
            most = Math.Max(FewIdentities, 2 * identities.Count);
        }
    }

    private void Keep(IngestRecord arrival)
    {
        var position = ListPosition.Of(arrival);
        if (lowest is { } end && position.CompareTo(end) < 0)
        {
            IsCut = true;
            return;
        }

        if (kept.TryAdd(position, arrival) && kept.Count > count)
        {
            kept.Remove(kept.First().Key);
            IsCut = true;
        }

        lowest = kept.Count == count ? kept.First().Key : null;
    }
}
