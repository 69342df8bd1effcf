using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Keeps the latest of many requests, however many pass by and in whatever order. What ended in the same millisecond stays together, so that a
/// page that ends before one leaves nothing out and the next repeats nothing; it is therefore about so many that are kept.
/// </summary>
/// <param name="count">How many, at least.</param>
internal sealed class LatestRequests(int count)
{
    private readonly SortedDictionary<DateTimeOffset, List<JournalEntry>> kept = [];
    private DateTimeOffset lowest = DateTimeOffset.MinValue;
    private DateTimeOffset earliest = DateTimeOffset.MaxValue;

    /// <summary>Requests that are held.</summary>
    public int Held { get; private set; }

    /// <summary>Where what was left out begins; null when nothing was.</summary>
    public DateTimeOffset? Next => earliest < lowest ? lowest.AddMilliseconds(-1) : null;

    /// <summary>Passes a request by.</summary>
    /// <param name="entry">The request.</param>
    /// <param name="isWanted">Whether it is to be kept; that it was there counts anyhow.</param>
    public void Add(JournalEntry entry, bool isWanted)
    {
        var at = IngestRecord.WholeMilliseconds(entry.At);
        earliest = at < earliest ? at : earliest;
        if (isWanted && at >= lowest)
            Keep(entry, at);
    }

    /// <summary>Whether nothing that is older than this can change what was kept, or whether something was left out.</summary>
    /// <param name="moment">A moment.</param>
    public bool IsDecided(DateTimeOffset moment) => lowest >= moment && Next is not null;

    /// <summary>What was kept, latest first; of one moment in the order in which it passed by.</summary>
    public IReadOnlyList<JournalEntry> ToList() => [.. kept.Values.Reverse().SelectMany(entries => entries.OrderByDescending(entry => entry.At))];

    private void Keep(JournalEntry entry, DateTimeOffset at)
    {
        if (!kept.TryGetValue(at, out var entries))
            kept.Add(at, entries = []);

        entries.Add(entry);
        Held++;
        while (Held >= count)
        {
            var (oldest, those) = kept.First();
            lowest = oldest;
            if (Held - those.Count < count)
                return;

            kept.Remove(oldest);
            Held -= those.Count;
        }
    }
}
