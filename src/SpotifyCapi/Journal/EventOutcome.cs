namespace SpotifyCapi.Journal;

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

    /// <summary>Of an arrival that is not in the queue.</summary>
    /// <param name="arrival">The arrival.</param>
    public static EventOutcome Of(Arrival arrival) =>
        arrival.Status == ArrivalStatus.Accepted ? new(Waiting, null, 0, null) : new(arrival.Status, arrival.Reason, 0, null);

    /// <summary>Of an event with all that is on record about it.</summary>
    /// <param name="arrivals">Its arrivals, oldest first.</param>
    /// <param name="entries">Its tries, oldest first.</param>
    public static EventOutcome Of(IReadOnlyList<Arrival> arrivals, IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Count == 0)
        {
            return arrivals.LastOrDefault(arrival => arrival.Status == ArrivalStatus.Accepted) is { } accepted ? Of(accepted) : Of(arrivals[^1]);
        }

        // Once Spotify has it, it has it: a second copy after a crash changes nothing, whatever became of that one.
        var last = entries.LastOrDefault(entry => entry.Outcome == "delivered") ?? entries[^1];
        var attempts = entries.Count(entry => entry.DurationMilliseconds > 0);
        return last.Outcome switch
        {
            "delivered" => new(last.Outcome, null, attempts, last),
            _ when arrivals.Any(arrival => arrival.Status == ArrivalStatus.Accepted && arrival.At > last.At) => new(Waiting, null, attempts, last),
            "dead" => new("dead", last.Reason, attempts, last),
            _ => new(Deferred, last.Reason, attempts, last),
        };
    }
}
