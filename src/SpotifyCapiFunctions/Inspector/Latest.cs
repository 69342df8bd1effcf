using SpotifyCapi.Records;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Keeps the latest of many items, whatever their number and order. Items of one key stay together, so about <paramref name="count"/> are kept.
/// </summary>
/// <param name="count">How many, at least.</param>
internal sealed class Latest<TKey, T>(int count)
    where TKey : struct, IComparable<TKey>
{
    private readonly SortedDictionary<TKey, List<T>> kept = [];

    public int Count { get; private set; }

    /// <summary>Where the kept items end once there are enough of them; what is below is not kept.</summary>
    public TKey? Lowest { get; private set; }

    /// <summary>Whether an item was dropped or refused.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What is kept, latest key first; within a key in the order of addition.</summary>
    public IEnumerable<T> Items => kept.Values.Reverse().SelectMany(items => items);

    public bool Contains(TKey key) => kept.ContainsKey(key);

    public void Add(TKey key, T item)
    {
        if (Lowest is { } end && key.CompareTo(end) < 0)
        {
            IsCut = true;
            return;
        }

        if (!kept.TryGetValue(key, out var items))
            kept.Add(key, items = []);

        items.Add(item);
        Count++;
        while (Count >= count)
        {
            var (lowest, those) = kept.First();
            Lowest = lowest;
            if (Count - those.Count < count)
                return;

            kept.Remove(lowest);
            Count -= those.Count;
            IsCut = true;
        }
    }
}

/// <summary>
/// Keeps the latest of many received events. Those with a line of their own are added first; what the journal tells afterwards of the same events
/// is recognised by their identities, which are kept only as long as such an event could still be among the latest.
/// </summary>
internal sealed class LatestArrivals(int count)
{
    private const int FewIdentities = 1000;

    private readonly Latest<ListPosition, IngestRecord> latest = new(count);
    private readonly HashSet<(string Destination, string? Name, string? Id, DateTimeOffset At)> identities = [];
    private int most = FewIdentities;
    private bool isLeftOut;

    public bool IsCut => latest.IsCut || isLeftOut;

    internal int Identities => identities.Count;

    /// <summary>Adds an event; one that was written twice counts once.</summary>
    public void Add(IngestRecord arrival)
    {
        var position = ListPosition.Of(arrival);
        if (!latest.Contains(position))
            latest.Add(position, arrival);

        if (arrival.Status == IngestStatus.Accepted && !IsBelow(arrival.At))
            Remember((arrival.Destination, arrival.EventName, arrival.EventId, arrival.At));
    }

    /// <summary>Whether what the journal tells of an event may be new: it is late enough, and was not added before.</summary>
    public bool MayBeNew(JournalEntry entry, JournalEvent @event)
    {
        if (IsBelow(entry.FirstQueued))
        {
            isLeftOut = true;
            return false;
        }

        return !identities.Contains((entry.Destination, @event.EventName, @event.EventId, entry.FirstQueued));
    }

    /// <summary>Whether nothing in a part of a log is late enough; it counts as left out then.</summary>
    public bool LeavesOut(IndexedZone zone)
    {
        var isEarlier = latest.Lowest is { } end && !zone.MayHold(end.At, DateTimeOffset.MaxValue);
        isLeftOut |= isEarlier;
        return isEarlier;
    }

    public IReadOnlyList<IngestRecord> ToList() => [.. latest.Items];

    private bool IsBelow(DateTimeOffset at) => latest.Lowest is { } end && at < end.At;

    private void Remember((string, string?, string?, DateTimeOffset) identity)
    {
        identities.Add(identity);
        if (identities.Count > most)
        {
            identities.RemoveWhere(known => IsBelow(known.At));
            most = Math.Max(FewIdentities, 2 * identities.Count);
        }
    }
}

/// <summary>
/// Keeps the latest of many requests. Those that ended in the same millisecond stay together, so that a page that ends before one leaves nothing
/// out and the next repeats nothing.
/// </summary>
internal sealed class LatestRequests(int count)
{
    private readonly Latest<DateTimeOffset, JournalEntry> latest = new(count);
    private DateTimeOffset earliest = DateTimeOffset.MaxValue;

    public int Held => latest.Count;

    /// <summary>Where what was left out begins; null when nothing was.</summary>
    public DateTimeOffset? Next => latest.Lowest is { } lowest && earliest < lowest ? lowest.AddMilliseconds(-1) : null;

    /// <param name="isWanted">Whether it is to be kept; that it exists counts anyhow.</param>
    public void Add(JournalEntry entry, bool isWanted)
    {
        var at = IngestRecord.WholeMilliseconds(entry.At);
        earliest = at < earliest ? at : earliest;
        if (isWanted)
            latest.Add(at, entry);
    }

    /// <summary>Whether nothing older than this moment can change what was kept, nor whether something was left out.</summary>
    public bool IsDecided(DateTimeOffset moment) => latest.Lowest >= moment && Next is not null;

    public IReadOnlyList<JournalEntry> ToList() => [.. latest.Items.OrderByDescending(entry => entry.At)];
}
