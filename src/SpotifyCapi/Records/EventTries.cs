namespace SpotifyCapi.Records;

/// <summary>What of an event's tries decides about its outcome. They may come in any order, and a hundred of them take no more room than one.</summary>
public sealed class EventTries
{
    private JournalEntry? last;
    private JournalEntry? delivered;
    private int attempts;

    /// <summary>Takes a try; of two that ended at the same time the one that is added later counts as the later one.</summary>
    /// <param name="entry">The entry about it.</param>
    public void Add(JournalEntry entry)
    {
        attempts += entry.DurationMilliseconds > 0 ? 1 : 0;
        last = Later(last, entry);
        delivered = entry.Outcome == "delivered" ? Later(delivered, entry) : delivered;
    }

    /// <summary>The outcome by now; null when there was no try.</summary>
    /// <param name="accepted">When the event was accepted for the last time; null when that is not on record.</param>
    public EventOutcome? Outcome(DateTimeOffset? accepted) => (delivered ?? last) switch
    {
        // Once Spotify has it, it has it: a second copy after a crash changes nothing, whatever became of that one.
        { Outcome: "delivered" } entry => new(entry.Outcome, null, attempts, entry),
        { } entry when accepted > entry.At => new(EventOutcome.Waiting, null, attempts, entry),
        { Outcome: "dead" } entry => new(entry.Outcome, entry.Reason, attempts, entry),
        { } entry => new(EventOutcome.Deferred, entry.Reason, attempts, entry),
        null => null,
    };

    private static JournalEntry Later(JournalEntry? one, JournalEntry other) => one is { } && one.At > other.At ? one : other;
}
