namespace SpotifyCapi.Records;

/// <summary>What has become of an event by now, from what is on record about it.</summary>
/// <param name="Outcome">waiting, delivered, deferred, dead, or one of <see cref="ArrivalStatus"/> other than accepted.</param>
/// <param name="Reason">Why it is not delivered; null when it is, or nothing is known.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Last">The last entry about it; null when it was not tried.</param>
public sealed record EventOutcome(string Outcome, string? Reason, int Attempts, JournalEntry? Last)
{
    /// <summary>In the queue, not tried yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>In the queue again after a try.</summary>
    public const string Deferred = "deferred";

    /// <summary>Every outcome.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Waiting, "delivered", Deferred, "dead", ArrivalStatus.Ignored, ArrivalStatus.Rejected, ArrivalStatus.Duplicate, ArrivalStatus.Unstored];

    /// <summary>Whether an outcome is one of events that were accepted.</summary>
    /// <param name="outcome">One of <see cref="All"/>.</param>
    public static bool IsOfAccepted(string outcome) => outcome is Waiting or "delivered" or Deferred or "dead";

    /// <summary>Of an arrival that is not in the queue.</summary>
    /// <param name="arrival">The arrival.</param>
    public static EventOutcome Of(Arrival arrival) =>
        arrival.Status == ArrivalStatus.Accepted ? new(Waiting, null, 0, null) : new(arrival.Status, arrival.Reason, 0, null);

    /// <summary>Of an event with all that is on record about it.</summary>
    /// <param name="arrivals">Its arrivals, oldest first.</param>
    /// <param name="entries">Its tries, oldest first.</param>
    public static EventOutcome Of(IReadOnlyList<Arrival> arrivals, IReadOnlyList<JournalEntry> entries)
    {
        var tries = new EventTries();
        foreach (var entry in entries)
            tries.Add(entry);

        var accepted = arrivals.LastOrDefault(arrival => arrival.Status == ArrivalStatus.Accepted);
        return tries.Outcome(accepted?.At) ?? Of(accepted ?? arrivals[^1]);
    }
}
