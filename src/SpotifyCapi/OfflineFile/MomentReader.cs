using System.Globalization;
using System.Text.RegularExpressions;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;

namespace SpotifyCapi.OfflineFile;

/// <summary>
/// Times as files have them: ISO 8601, Unix seconds or milliseconds, the source's own format, or without an offset in its time zone.
/// </summary>
/// <param name="zone">Zone of times without an offset; null: they are refused.</param>
/// <param name="ownFormat">A .NET format of times that are written otherwise.</param>
internal sealed class MomentReader(TimeZoneInfo? zone, string? ownFormat)
{
    private const string Field = "event_time";
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int LongestDay = 8;
    private const int LongestSeconds = 10;
    private const int Milliseconds = 13;

    private static readonly string[] NaiveFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm",
        "yyyy/MM/dd HH:mm:ss.FFFFFFF", "yyyy/MM/dd HH:mm", "yyyyMMdd HHmmss", "yyyyMMdd'T'HHmmss",
    ];

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd"];

    // A day without a time is taken at noon: the middle, so that no zone makes another day of it.
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    /// <summary>Reads a trimmed time as ISO 8601 in UTC. Null when something is wrong.</summary>
    public string? Read(string text, out ValidationError? error)
    {
        error = null;
        if (ownFormat is { } format && ReadOwn(text, format, ref error) is { } own)
            return own;

        if (error is not null)
            return null;

        if (text.Length > LongestDay && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            return ReadUnix(text, out error);

        if (EventTime.Parse(text, out var utc) == EventTimeResult.Valid)
            return Write(utc);

        if (DateTime.TryParseExact(text, NaiveFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var naive))
            return InZone(naive, out error);

        if (DateTime.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return InZone(day + Noon, out error);

        error = new(ErrorCodes.EventTimeInvalid, Field, "event_time is neither ISO 8601, such as 2026-01-23T12:34:56Z, nor Unix time; set EventTimeFormat for another notation.");
        return null;
    }

    private static string Write(DateTimeOffset utc) => utc.UtcDateTime.ToString(Iso, CultureInfo.InvariantCulture);

    private static string? ReadUnix(string text, out ValidationError? error)
    {
        error = null;
        if (text.Length <= Milliseconds && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && text.Length is LongestSeconds or Milliseconds)
        {
            return Write(text.Length == Milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number));
        }

        error = new(ErrorCodes.EventTimeInvalid, Field, "event_time is a number that is neither Unix seconds (10 digits) nor milliseconds (13 digits).");
        return null;
    }

    private string? ReadOwn(string text, string format, ref ValidationError? error)
    {
        // The kind tells whether the text has an offset, whatever the format allows: this machine's zone must never be taken for one.
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read))
            return null;

        if (read.Kind != DateTimeKind.Unspecified)
            return DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? Write(moment) : null;

        return InZone(OwnTimeFormat.HasTimeOfDay(format) ? read : read + Noon, out error);
    }

    private string? InZone(DateTime naive, out ValidationError? error)
    {
        error = null;
        if (zone is null)
        {
            error = new(ErrorCodes.EventTimeWithoutOffset, Field, "event_time has no offset; add Z or an offset such as +01:00, or set the source's TimeZone.");
            return null;
        }

        // Clocks that are put forward leave out an hour; a time in it is read by the clock before. Clocks that are put back show an hour
        // twice; the first one is taken, which is never in the future when the second is not.
        var offset = zone.IsInvalidTime(naive) ? zone.GetUtcOffset(naive.AddDays(-1))
            : zone.IsAmbiguousTime(naive) ? zone.GetAmbiguousTimeOffsets(naive).Max()
            : zone.GetUtcOffset(naive);
        var ticks = naive.Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            error = new(ErrorCodes.EventTimeInvalid, Field, "event_time is no date that a conversion can have.");
            return null;
        }

        return Write(new DateTimeOffset(ticks, TimeSpan.Zero));
    }
}

/// <summary>What can be told of a source's own time format (<c>EventTimeFormat</c>) without having seen a time.</summary>
internal static partial class OwnTimeFormat
{
    // Years that are not this one, hours that read otherwise when morning and afternoon are mixed up, and a day that cannot be a month.
    private static readonly DateTime[] Samples = [new(2019, 1, 23, 9, 41, 0, DateTimeKind.Unspecified), new(2024, 11, 24, 21, 41, 0, DateTimeKind.Unspecified)];

    /// <summary>
    /// Whether a moment that is written in the format is the same moment when it is read. A single letter is a standard format, whose pattern
    /// does not show whether it has a time of day; without a year, or with hours of twelve and no <c>tt</c>, other moments would be read.
    /// </summary>
    public static bool IsUsable(string format)
    {
        try
        {
            return format.Length > 1 && Samples.All(sample => IsRead(sample, format));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a format has hours; without them a text is a day.</summary>
    public static bool HasTimeOfDay(string format) => Literal().Replace(format, string.Empty).Contains('h', StringComparison.OrdinalIgnoreCase);

    private static bool IsRead(DateTime sample, string format) =>
        DateTime.TryParseExact(sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
        && read.Date == sample.Date && (!HasTimeOfDay(format) || read.Hour == sample.Hour);

    // Letters within it are no part of a time.
    [GeneratedRegex(@"'[^']*'|""[^""]*""|\\.")]
    private static partial Regex Literal();
}
