using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>What an order means of the lines of the logs.</summary>
/// <param name="order">The order.</param>
/// <param name="run">What was found.</param>
internal sealed class LineErasing(ErasureOrder order, ErasureRun run)
{
    /// <summary>Remembers the events of a request that are meant.</summary>
    public void Search(JournalEntry entry)
    {
        foreach (var @event in entry.Events)
        {
            if (IsMeant(entry, @event))
                run.Find(@event.EventId);
        }
    }

    /// <summary>What stays of a line of the journal, null when nothing does, and how many events were taken out.</summary>
    public (JournalEntry? Kept, int Removed) Without(JournalEntry entry)
    {
        JournalEvent[] others = [.. entry.Events.Where(@event => !(IsMeant(entry, @event) && (order.Everything || run.HasFound(@event.EventId))))];
        var removed = entry.Events.Count - others.Length;
        return (removed == 0 ? entry : others.Length == 0 ? null : entry with { Events = others }, removed);
    }

    /// <summary>A line of the ingest log, null when it is about a person's event, and how many events were taken out.</summary>
    public (IngestRecord? Kept, int Removed) Without(IngestRecord arrival)
    {
        var isMeant = order.Matches(arrival.Source, arrival.EventId, null, [])
            || (arrival.EventId is { } id && order.IsOf(arrival.Source) && run.HasFound(id));
        return isMeant ? (null, 1) : (arrival, 0);
    }

    private bool IsMeant(JournalEntry entry, JournalEvent @event) => order.Matches(entry.Source, @event.EventId, @event.PlatformOrderId, Digests(@event));

    // The journal has the first eight characters of a digest, as in "email 86e0b9e5…".
    private static IEnumerable<string> Digests(JournalEvent @event) => @event.Identifiers
        .Where(text => text.EndsWith('…'))
        .Select(text => text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..^1]);
}
