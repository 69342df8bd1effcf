namespace SpotifyCapi.Records;

/// <summary>The outcome of an event by now, from what is on record about it.</summary>
/// <param name="Outcome">One of <see cref="All"/>.</param>
/// <param name="Reason">Why it is not delivered; null when it is, or nothing is known.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Last">The last entry about it; null when it was not tried.</param>
public sealed record EventOutcome(string Outcome, string? Reason, int Attempts, JournalEntry? Last)
{
    /// <summary>Every outcome.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        DeliveryStatus.Waiting, DeliveryStatus.Delivered, DeliveryStatus.Deferred, DeliveryStatus.Dead,
        IngestStatus.Ignored, IngestStatus.Rejected, IngestStatus.Duplicate, IngestStatus.Unstored,
    ];

    /// <summary>Whether an outcome is one of events that were accepted.</summary>
    public static bool IsOfAccepted(string outcome) =>
        outcome is DeliveryStatus.Waiting or DeliveryStatus.Delivered or DeliveryStatus.Deferred or DeliveryStatus.Dead;

    /// <summary>Of an event that was not tried.</summary>
    public static EventOutcome Of(IngestRecord record) =>
        record.Status == IngestStatus.Accepted ? new(DeliveryStatus.Waiting, null, 0, null) : new(record.Status, record.Reason, 0, null);

    /// <summary>Of an event with all that is on record about it, oldest first.</summary>
    public static EventOutcome Of(IReadOnlyList<IngestRecord> records, IReadOnlyList<JournalEntry> entries)
    {
        var tries = new EventTries();
        foreach (var entry in entries)
            tries.Add(entry);

        var accepted = records.LastOrDefault(record => record.Status == IngestStatus.Accepted);
        return tries.Outcome(accepted?.At) ?? Of(accepted ?? records[^1]);
    }
}

/// <summary>What of an event's tries decides about its outcome. They may come in any order, and a hundred of them take no more room than one.</summary>
public sealed class EventTries
{
    private JournalEntry? last;
    private JournalEntry? delivered;
    private int attempts;

    /// <summary>Takes a try; of two that ended at the same time the one that is added later counts as the later one.</summary>
    public void Add(JournalEntry entry)
    {
        attempts += entry.DurationMilliseconds > 0 ? 1 : 0;
        last = Later(last, entry);
        delivered = entry.Outcome == DeliveryStatus.Delivered ? Later(delivered, entry) : delivered;
    }

    /// <summary>The outcome by now, given when the event was last accepted, if that is on record. Null when there was no try.</summary>
    public EventOutcome? Outcome(DateTimeOffset? accepted) => (delivered ?? last) switch
    {
        // Once Spotify has it, it has it: a second copy after a crash changes nothing, whatever its outcome.
        { Outcome: DeliveryStatus.Delivered } entry => new(entry.Outcome, null, attempts, entry),
        { } entry when accepted > entry.At => new(DeliveryStatus.Waiting, null, attempts, entry),
        { Outcome: DeliveryStatus.Dead } entry => new(entry.Outcome, entry.Reason, attempts, entry),
        { } entry => new(DeliveryStatus.Deferred, entry.Reason, attempts, entry),
        null => null,
    };

    private static JournalEntry Later(JournalEntry? one, JournalEntry other) => one is { } && one.At > other.At ? one : other;
}
