using SpotifyCapi.Settings;

namespace SpotifyCapi.Delivery;

/// <summary>When a destination is left alone (<c>Delivery__…</c>).</summary>
public sealed record BreakerOptions
{
    /// <summary>Share of failed requests that opens the breaker, 0.05 to 1.</summary>
    public double FailureRate { get; init; } = 0.5;

    /// <summary>Requests that must have been seen before a rate means anything.</summary>
    public int MinimumRequests { get; init; } = 10;

    /// <summary>Length of the window that requests are counted in.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing is sent once the breaker is open; then one probe.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing is sent after 401, 403, 404 or a mass refusal; then one probe.</summary>
    public TimeSpan PauseFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// So many events in a row that were sent alone and refused alike, with none accepted in between, pause the destination; at least 20. Twice
    /// the 24 messages that the host works on at once, and two more: where every second event is bad, all of them may meet a bad one together.
    /// </summary>
    public int MassRefusalEvents { get; init; } = 50;

    /// <summary>Reads the section <c>Delivery</c>.</summary>
    public static BreakerOptions Read(SettingReader settings)
    {
        var defaults = new BreakerOptions();
        var (second, day) = (TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        return new BreakerOptions
        {
            FailureRate = settings.Number("BreakerFailurePercent", 50, 5, 100) / 100.0,
            MinimumRequests = settings.Number("BreakerMinimumRequests", defaults.MinimumRequests, 2, 10_000),
            Window = settings.Duration("BreakerWindow", defaults.Window, second, day),
            OpenFor = settings.Duration("BreakerOpenFor", defaults.OpenFor, second, day),
            PauseFor = settings.Duration("PauseFor", defaults.PauseFor, second, day),
            MassRefusalEvents = settings.Number("MassRefusalEvents", defaults.MassRefusalEvents, 20, 10_000),
        };
    }
}
