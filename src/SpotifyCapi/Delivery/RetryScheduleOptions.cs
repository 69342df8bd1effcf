using SpotifyCapi.Settings;

namespace SpotifyCapi.Delivery;

/// <summary>Waits between attempts (<c>Delivery__…</c>).</summary>
public sealed record RetryScheduleOptions
{
    // An event expires when it comes up again, and its last wait may have been a day and a quarter.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(31);

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
    public TimeSpan LongestLife => MaxAge + LongestPause;

    /// <summary>Reads the options.</summary>
    /// <param name="settings">The section <c>Delivery</c>.</param>
    public static RetryScheduleOptions Read(SettingReader settings)
    {
        var defaults = new RetryScheduleOptions();
        var texts = settings.List("RetryDelays");
        var delays = new List<TimeSpan>();
        foreach (var text in texts)
        {
            if (TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var delay) && SettingReader.IsClear(text, delay)
                && delay >= TimeSpan.FromSeconds(1) && delay <= RetrySchedule.LongestDelay)
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
