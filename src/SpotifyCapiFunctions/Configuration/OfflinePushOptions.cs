using System.Globalization;
using Microsoft.Extensions.Configuration;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>How files are taken in (<c>OfflinePush__…</c>).</summary>
public sealed record OfflinePushOptions
{
    /// <summary>Rows between two checkpoints: how many are sent again, with the same ids, after a crash. 100 to 1,000,000, default 20,000.</summary>
    public int CheckpointRows { get; init; } = 20_000;

    /// <summary>Queue messages under way at once, beyond which no row is read; 1 to 64, default 8.</summary>
    public int Window { get; init; } = 8;

    /// <summary>Messages in the queue from which the scheduled push waits for the delivery; default 10,000, some two million events.</summary>
    public int MaxQueueDepth { get; init; } = 10_000;

    /// <summary>
    /// Longest run of the scheduled push; what is left is read in the next one. With <see cref="Patience"/> and a minute for what is under way
    /// then, it must fit into the host's <c>functionTimeout</c>.
    /// </summary>
    public TimeSpan MaxRunTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Uploads that one instance reads at once; 1 to 32, default 2.</summary>
    public int MaxUploads { get; init; } = 2;

    /// <summary>How long the queue may refuse before the scheduled push gives up until its next run.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the queue may refuse before the sender of an upload is told to resend it.</summary>
    public TimeSpan UploadPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When files are taken out of their container; null when the host sees no schedule.</summary>
    public string? Schedule { get; init; }

    /// <summary>Reads the options.</summary>
    public static OfflinePushOptions Read(SettingReader settings)
    {
        var defaults = new OfflinePushOptions();
        return new OfflinePushOptions
        {
            CheckpointRows = settings.Number("CheckpointRows", defaults.CheckpointRows, 100, 1_000_000),
            Window = settings.Number("Window", defaults.Window, 1, 64),
            MaxQueueDepth = settings.Number("MaxQueueDepth", defaults.MaxQueueDepth, 1, 10_000_000),
            MaxRunTime = settings.Duration("MaxRunTime", defaults.MaxRunTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            MaxUploads = settings.Number("MaxUploads", defaults.MaxUploads, 1, 32),
            Patience = settings.Duration("Patience", defaults.Patience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
            UploadPatience = settings.Duration("UploadPatience", defaults.UploadPatience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(3)),
        };
    }
}

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
    public static string? Of(IConfiguration configuration) => Text(configuration[Setting]);

    /// <summary>Why the host does not run the scheduled push, and what to set; null when nothing of that kind is known.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        var schedule = Of(configuration);
        return schedule is null && Text(configuration["OfflinePush:Schedule"]) is not null
            ? $"{OldSetting} is not seen by the host's timer: set {Setting} to the same value and remove it."
            : schedule is null ? $"{Setting} is missing: set it to a schedule such as \"0 */5 * * * *\"."
            : IsSchedule(schedule) ? null
            : $"{Setting} is no schedule that the host knows: write six fields, such as \"0 */5 * * * *\".";
    }

    /// <summary>
    /// Parts that the host's NCrontab reads as something else than they say: a reversed range is turned round, so that <c>22-2</c> is the day
    /// instead of the night, and a step of zero is none. For each one sentence with the right form.
    /// </summary>
    public static IEnumerable<string> Misread(string schedule)
    {
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < fields.Length && fields.Length is 5 or 6; i++)
        {
            var limits = Fields[i + Fields.Length - fields.Length];
            foreach (var part in fields[i].Split(','))
            {
                if (part.Split('/') is [_, var step] && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every == 0)
                    yield return $"has \"{part}\", which the host reads as every one; write \"*\", or a step of at least 1.";

                var (range, after) = part.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? (part[..slash], part[slash..]) : (part, "");
                if (range.Split('-') is [var from, var to] && limits.Of(from) is { } first && limits.Of(to) is { } last && first > last)
                    yield return $"has \"{part}\", which the host turns round to \"{to}-{from}{after}\"; write \"{from}-{limits.Max}{after},{limits.Min}-{to}{after}\".";
            }
        }
    }

    // Only what is plainly none: the host decides.
    private static bool IsSchedule(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is 5 or 6 || TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static readonly ScheduleField[] Fields =
    [
        new("0", "59", []), new("0", "59", []), new("0", "23", []), new("1", "31", []),
        new("Jan", "Dec", ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
        new("Sun", "Sat", ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]),
    ];

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>What a field of a schedule may hold.</summary>
internal sealed record ScheduleField(string Min, string Max, string[] Names)
{
    /// <summary>The number that a value stands for; null when it is none. A name counts by its first three letters.</summary>
    public int? Of(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : value.Length >= 3 && Array.FindIndex(Names, name => name.Length > 0 && value.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? index
        : null;
}
