using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>How duplicates are recognised (<c>Duplicates__…</c>).</summary>
public sealed record DuplicateOptions
{
    /// <summary>How long an event is remembered; 0 turns the filter off. Shopify retries for 4 hours and may be a day late.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Most keys remembered in memory, about 18 bytes each; beyond it the oldest hour goes as a whole, and with it a file of that hour.</summary>
    public int MaxKeys { get; init; } = 2_500_000;

    /// <summary>Reads the options.</summary>
    /// <param name="settings">The section <c>Duplicates</c>.</param>
    public static DuplicateOptions Read(SettingReader settings)
    {
        var defaults = new DuplicateOptions();
        return new DuplicateOptions
        {
            Window = settings.Duration("Window", defaults.Window, TimeSpan.Zero, TimeSpan.FromDays(7)),
            MaxKeys = settings.Number("MaxKeys", defaults.MaxKeys, 1000, 20_000_000),
        };
    }
}
