using SpotifyCapi.Settings;

namespace SpotifyCapi.Delivery;

/// <summary>Tries within one invocation (<c>Delivery__…</c>).</summary>
public sealed record QuickTryOptions
{
    /// <summary>Tries in all, 1 to 3.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Wait before the second try; it doubles, with jitter.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Longest time for all tries together, far below the lease of a queue message.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Reads the options.</summary>
    /// <param name="settings">The section <c>Delivery</c>.</param>
    public static QuickTryOptions Read(SettingReader settings)
    {
        var defaults = new QuickTryOptions();
        return new QuickTryOptions
        {
            Tries = settings.Number("QuickTries", defaults.Tries, 1, 3),
            Delay = settings.Duration("QuickDelay", defaults.Delay, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5)),
        };
    }
}
