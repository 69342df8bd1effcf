using System.Globalization;
using Microsoft.Extensions.Configuration;
using NCrontab;

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

    // A leap day has been every day of the week by then.
    private const int Years = 28;
    private static readonly DateTime Any = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The schedule; null when there is none that the host sees.</summary>
    public static string? Of(IConfiguration configuration) => Text(configuration[Setting]);

    /// <summary>Why the host does not run the scheduled push, and what to set; null when nothing of that kind is known.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        var schedule = Of(configuration);
        return schedule is null && Text(configuration["OfflinePush:Schedule"]) is not null
            ? $"{OldSetting} is not seen by the host's timer: set {Setting} to the same value and remove it."
            : schedule is null ? $"{Setting} is missing: set it to a schedule such as \"0 */5 * * * *\"."
            : TimeSpan.TryParse(schedule, CultureInfo.InvariantCulture, out _) ? null
            : CrontabSchedule.TryParse(schedule, Options(schedule), Occurs, error => error().Message) is { } reason
                ? $"{Setting} is not a schedule that the host knows: {reason}"
            : null;
    }

    /// <summary>
    /// The next three days of a schedule that names days of the month and days of the week, of which cron takes either and the host both; else null.
    /// </summary>
    public static string? RareDays(string schedule, DateTime from)
    {
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 5 || fields[^3].StartsWith('*') || fields[^1].StartsWith('*'))
            return null;

        var days = CrontabSchedule.TryParse(schedule, Options(schedule))?
            .GetNextOccurrences(from, from.AddYears(Years))
            .Select(run => run.Date)
            .Distinct().Take(3);
        return days is null ? null : string.Join(", ", days.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
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
                {
                    yield return $"has \"{part}\", which the host turns round to \"{to}-{from}{after}\"; "
                        + $"write \"{from}-{limits.Max}{after},{limits.Min}-{to}{after}\".";
                }
            }
        }
    }

    private static string? Occurs(CrontabSchedule schedule) =>
        schedule.GetNextOccurrences(Any, Any.AddYears(Years)).Any() ? null : $"no day in {Years} years matches \"{schedule}\".";

    // As the host's timers do: five fields have no seconds.
    private static CrontabSchedule.ParseOptions Options(string schedule) =>
        new() { IncludingSeconds = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5 };

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
        : value.Length >= 3
            && Array.FindIndex(Names, name => name.Length > 0 && value.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
            ? index
        : null;
}
