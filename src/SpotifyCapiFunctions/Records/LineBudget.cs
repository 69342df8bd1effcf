namespace SpotifyCapiFunctions.Records;

/// <summary>How many lines may be kept: so many a second in the long run, and a store of them for bursts. Not thread-safe.</summary>
/// <param name="perSecond">In the long run; 0: none at all.</param>
/// <param name="time">The clock.</param>
internal sealed class LineBudget(int perSecond, TimeProvider time)
{
    /// <summary>Lines that a burst may bring at once.</summary>
    public const int Burst = 20_000;

    private double left = perSecond > 0 ? Burst : 0;
    private long seen = time.GetTimestamp();

    /// <summary>Takes a line out of the budget.</summary>
    /// <returns>False when it is used up.</returns>
    public bool TryTake()
    {
        if (perSecond == 0)
            return false;

        if (left < 1)
        {
            var now = time.GetTimestamp();
            left = Math.Min(Burst, left + (time.GetElapsedTime(seen, now).TotalSeconds * perSecond));
            seen = now;
        }
        else if (left >= Burst)
        {
            seen = time.GetTimestamp();
        }

        if (left < 1)
            return false;

        left--;
        return true;
    }
}
