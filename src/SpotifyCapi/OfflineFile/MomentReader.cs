using System.Globalization;
using System.Text.RegularExpressions;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.OfflineFile;

/// <summary>
/// Times as files have them: ISO 8601, Unix seconds or milliseconds, the source's own format, or without an offset in its time zone.
/// </summary>
/// <param name="zone">Zone of times without an offset; null: they are refused.</param>
/// <param name="ownFormat">A .NET format of times that are written otherwise.</param>
/// <param name="isMonthFirst">Whether 1/23/2026 is January 23.</param>
internal sealed class MomentReader(TimeZoneInfo? zone, string? ownFormat, bool isMonthFirst = false)
{
    private const string Field = "event_time";
    private const string IsoFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int IsoLength = 24;
    private const string NoMilliseconds = ".000Z";

    // Google's templates have the month first, whatever the country; elsewhere the order of the two is not guessed.
    private static readonly string[] MonthFirstFormats = ["M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm tt", "M/d/yyyy H:mm:ss", "M/d/yyyy H:mm", "M/d/yyyy"];

    // A day without a time is taken at noon: the middle, so that no zone makes another day of it.
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    private (string Name, TimeZoneInfo? Zone) lastZone = (string.Empty, null);

    /// <summary>Reads a trimmed time as ISO 8601 in UTC. Null when something is wrong.</summary>
    /// <param name="text">The time.</param>
    /// <param name="rowZone">The zone that the row names for it; null when it names none.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="isDay">Whether it tells only the day, which was put at noon.</param>
    public string? Read(string text, string? rowZone, out ValidationError? error, out bool isDay)
    {
        error = null;
        isDay = false;
        if (ownFormat is { } format && ReadOwn(text, format, rowZone, ref error, out isDay) is { } own)
            return own;

        if (error is not null)
            return null;

        // Nearly every row has the form that is written here, or the same without milliseconds.
        if (PlainTime.TryParse(text, out var moment))
            return WithMilliseconds(text);

        if (CellText.Unwrap(text) is var cell && cell.Length < text.Length)
            return Read(cell.ToString(), rowZone, out error, out isDay);

        if (UnixTime.TryParse(text, out moment))
            return Write(moment, out error);

        if (WrittenTime.TryParse(text, out var written))
        {
            if (!written.HasZone)
            {
                isDay = !written.HasTimeOfDay;
                return InZone(isDay ? written.Local + Noon : written.Local, rowZone, out error);
            }

            if (written.HasTimeOfDay && written.TryGetMoment(out moment))
                return Write(moment, out error);
        }
        else if (isMonthFirst && DateTime.TryParseExact(text, MonthFirstFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var naive))
        {
            isDay = !text.Contains(':', StringComparison.Ordinal);
            return InZone(isDay ? naive + Noon : naive, rowZone, out error);
        }

        error = new(
            ErrorCodes.EventTimeInvalid,
            Field,
            "event_time is neither ISO 8601, such as 2026-01-23T12:34:56Z, nor Unix time; set EventTimeFormat for another notation.");
        return null;
    }

    /// <summary>A plain time in the form that is written here, in which rows with and without milliseconds are the same.</summary>
    public static string WithMilliseconds(string plain) => plain.Length == IsoLength ? plain : string.Concat(plain.AsSpan(0, plain.Length - 1), NoMilliseconds);

    private static string? Write(DateTimeOffset utc, out ValidationError? error)
    {
        error = utc.Year < EventTime.FirstYear ? EventTime.Unset : null;
        return error is null ? utc.UtcDateTime.ToString(IsoFormat, CultureInfo.InvariantCulture) : null;
    }

    private string? ReadOwn(string text, string format, string? rowZone, ref ValidationError? error, out bool isDay)
    {
        isDay = false;
        // The kind tells whether the text has an offset, whatever the format allows: this machine's zone must never be taken for one.
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read))
            return null;

        if (read.Kind != DateTimeKind.Unspecified)
        {
            return DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                ? Write(moment, out error)
                : null;
        }

        isDay = !OwnTimeFormat.HasTimeOfDay(format);
        return InZone(isDay ? read + Noon : read, rowZone, out error);
    }

    private string? InZone(DateTime naive, string? zoneName, out ValidationError? error)
    {
        if ((zoneName is null ? zone : Find(zoneName)) is not { } place)
        {
            error = new(ErrorCodes.EventTimeWithoutOffset, Field, zoneName is null
                ? "event_time has no offset; add Z or an offset such as +01:00, or set the source's TimeZone."
                : "event_time has no offset, and the time zone of its row is none that is known; write it such as Europe/Berlin.");
            return null;
        }

        if (WrittenTime.TryGetMoment(naive, place, out var moment))
            return Write(moment, out error);

        error = new(ErrorCodes.EventTimeInvalid, Field, "event_time is no date that a conversion can have.");
        return null;
    }

    // The rows of a file have few zones.
    private TimeZoneInfo? Find(string name)
    {
        if (lastZone.Name != name)
            lastZone = (name, ZoneNames.Find(name));

        return lastZone.Zone;
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
