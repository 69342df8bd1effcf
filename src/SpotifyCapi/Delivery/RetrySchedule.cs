namespace SpotifyCapi.Delivery;

/// <summary>How long undelivered events wait before the next attempt, and when they are given up.</summary>
/// <param name="random">Uniform in [0, 1): spreads attempts, so that an outage does not end in a stampede.</param>
/// <param name="options">The waits.</param>
public sealed class RetrySchedule(Func<double> random, RetryScheduleOptions options)
{
    /// <summary>A storage queue hides a message for at most seven days.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LastTry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan JustAfter = TimeSpan.FromSeconds(1);

    // What was asked for is spread upwards only.
    private static readonly TimeSpan LongestSpread = TimeSpan.FromSeconds(2);

    /// <summary>The wait before an attempt.</summary>
    /// <param name="attempt">The attempt that just failed, 0 for the first.</param>
    /// <param name="asked">What Spotify asked for; never undercut.</param>
    public TimeSpan DelayAfter(int attempt, TimeSpan? asked)
    {
        var step = options.Delays[Math.Clamp(attempt, 0, options.Delays.Count - 1)];
        var delay = Spread(step);
        if (asked is { } least && least > delay)
            delay = least + (LongestSpread * random());

        return Clamp(delay);
    }

    /// <summary>The wait of events whose destination is not to be called before a moment.</summary>
    /// <param name="remaining">Time until that moment.</param>
    public TimeSpan DelayUntil(TimeSpan remaining) => Clamp(remaining + (Spread(options.Delays[0]) * 0.5));

    /// <summary>Shortens a wait that would end after the age limit: to a last try before it where there is room for one, else to the limit itself.</summary>
    /// <param name="delay">The wait.</param>
    /// <param name="firstQueued">When the events were accepted.</param>
    /// <param name="now">UTC.</param>
    /// <param name="notBefore">How long no try may be made; null: as long as the wait.</param>
    public TimeSpan WithinAge(TimeSpan delay, DateTimeOffset firstQueued, DateTimeOffset now, TimeSpan? notBefore)
    {
        var left = options.MaxAge - (now - firstQueued);
        if (delay <= left)
            return delay;

        var lastTry = left - LastTry;
        return Clamp(lastTry > LastTry && notBefore <= lastTry ? lastTry : left + JustAfter);
    }

    /// <summary>Whether events are too old to be tried again.</summary>
    /// <param name="firstQueued">When they were accepted.</param>
    /// <param name="now">UTC.</param>
    public bool IsExpired(DateTimeOffset firstQueued, DateTimeOffset now) => now - firstQueued > options.MaxAge;

    private TimeSpan Spread(TimeSpan delay) => delay * (1 - options.Jitter + (2 * options.Jitter * random()));

    private static TimeSpan Clamp(TimeSpan delay) =>
        delay < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : delay > LongestDelay ? LongestDelay : delay;
}
