using Microsoft.Extensions.Configuration;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>
/// When the scheduled push runs. The host reads the setting for the timer itself, and from a configuration in which <c>__</c> of a name has
/// become a colon: <c>%OfflinePush__Schedule%</c>, as the timer had it once, was never found there, and the function was off.
/// </summary>
internal static class PushSchedule
{
    /// <summary>Name of the setting: without <c>__</c>.</summary>
    public const string Setting = "OfflinePushSchedule";

    /// <summary>Name of the setting before; the host does not see it.</summary>
    public const string OldSetting = "OfflinePush__Schedule";

    /// <summary>The schedule; null when there is none that the host sees.</summary>
    /// <param name="configuration">App settings.</param>
    public static string? Of(IConfiguration configuration) => Text(configuration[Setting]);

    /// <summary>Why the host does not run the scheduled push, and what to set; null when nothing of that kind is known.</summary>
    /// <param name="configuration">App settings.</param>
    public static string? Problem(IConfiguration configuration)
    {
        var schedule = Of(configuration);
        return schedule is null && Text(configuration["OfflinePush:Schedule"]) is not null
            ? $"{OldSetting} is not seen by the host's timer: set {Setting} to the same value and remove it."
            : schedule is null ? $"{Setting} is missing: set it to a schedule such as \"0 */5 * * * *\"."
            : IsSchedule(schedule) ? null
            : $"{Setting} is no schedule that the host knows: write six fields, such as \"0 */5 * * * *\".";
    }

    // Only what is plainly none: the host decides.
    private static bool IsSchedule(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is 5 or 6 || TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
