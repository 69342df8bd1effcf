using SpotifyCapi.Settings;

namespace SpotifyCapi.Delivery;

/// <summary>How long undelivered events wait before the next attempt, and when they are given up.</summary>
public sealed class RetrySchedule(Func<double> random, RetryScheduleOptions options)
{
    /// <summary>A storage queue hides a message for at most seven days.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LastTry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan JustAfter = TimeSpan.FromSeconds(1);

    // A wait that Spotify asked for is only made longer, and waits that would all end at a limit only shorter.
    private static readonly TimeSpan MaxSpread = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SpreadAtLimit = TimeSpan.FromSeconds(30);

    /// <summary>The wait after an attempt that failed, 0 for the first; never less than what Spotify asked for.</summary>
    public TimeSpan DelayAfter(int attempt, TimeSpan? asked)
    {
        var step = options.Delays[Math.Clamp(attempt, 0, options.Delays.Count - 1)];
        var delay = Spread(step);
        if (asked is { } least && least > delay)
            delay = least + (MaxSpread * random());

        return Clamp(delay);
    }

    /// <summary>The wait of events whose destination is not to be called for a time.</summary>
    public TimeSpan DelayUntil(TimeSpan remaining) => Clamp(remaining + (Spread(options.Delays[0]) * 0.5));

    /// <summary>
    /// Shortens a wait that would end after the age limit: to a last try before it where there is room for one, else to the limit itself.
    /// No try is made before <paramref name="notBefore"/>; null: before the end of the wait.
    /// </summary>
    public TimeSpan WithinAge(TimeSpan delay, DateTimeOffset firstQueued, DateTimeOffset now, TimeSpan? notBefore)
    {
        var left = options.MaxAge - (now - firstQueued);
        if (delay <= left)
            return delay;

        var lastTry = left - LastTry - (SpreadAtLimit * random());
        return Clamp(lastTry > LastTry && notBefore <= lastTry ? lastTry : left + JustAfter);
    }

    /// <summary>Whether events are too old to be tried again.</summary>
    public bool IsExpired(DateTimeOffset firstQueued, DateTimeOffset now) => now - firstQueued > options.MaxAge;

    private TimeSpan Spread(TimeSpan delay) => delay * (1 - options.Jitter + (2 * options.Jitter * random()));

    // Waits that are cut at one limit would all end at the same moment.
    private TimeSpan Clamp(TimeSpan delay) =>
        delay < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : delay > MaxDelay ? MaxDelay - (SpreadAtLimit * random()) : delay;
}

/// <summary>Waits between attempts (<c>Delivery__…</c>).</summary>
public sealed record RetryScheduleOptions
{
    // An event expires when it comes up again, and its last wait may have been a day and a quarter.
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(31);

    /// <summary>Wait after the first, second, … failed attempt; the last one repeats. Each is spread by <see cref="Jitter"/>.</summary>
    public IReadOnlyList<TimeSpan> Delays { get; init; } =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>Share by which a wait may be shorter or longer, 0 to 0.5.</summary>
    public double Jitter { get; init; } = 0.25;

    /// <summary>Age since acceptance after which events become dead letters with the reason <c>expired</c>.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(72);

    /// <summary>After this time an event is delivered or dead, unless it waits for its destination's settings or for the dead letters.</summary>
    public TimeSpan LongestLife => MaxAge + MaxPause;

    /// <summary>Reads the section <c>Delivery</c>.</summary>
    public static RetryScheduleOptions Read(SettingReader settings)
    {
        var defaults = new RetryScheduleOptions();
        var delays = new List<TimeSpan>();
        foreach (var text in settings.List("RetryDelays"))
        {
            if (SettingReader.TryReadDuration(text, out var delay) && delay >= TimeSpan.FromSeconds(1) && delay <= RetrySchedule.MaxDelay)
            {
                delays.Add(delay);
            }
            else
            {
                settings.Problem("RetryDelays", "must be durations from 00:00:01 to under 7 days, separated by commas.");
                break;
            }
        }

        return new RetryScheduleOptions
        {
            Delays = delays.Count > 0 ? delays : defaults.Delays,
            MaxAge = settings.Duration("MaxAge", defaults.MaxAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
        };
    }
}
