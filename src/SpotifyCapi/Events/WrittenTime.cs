using System.Globalization;

namespace SpotifyCapi.Events;

/// <summary>A date, perhaps with a time of day, perhaps with a zone, as it was written.</summary>
/// <param name="Local">What a clock at that place shows.</param>
/// <param name="HasTimeOfDay">False for a day alone.</param>
/// <param name="Offset">The offset from UTC; null when none was written.</param>
/// <param name="Zone">The zone that was named instead of an offset.</param>
internal readonly record struct WrittenTime(DateTime Local, bool HasTimeOfDay, TimeSpan? Offset, TimeZoneInfo? Zone)
{
    // Line Islands, the furthest ahead; nowhere is further behind.
    private static readonly TimeSpan LargestOffset = TimeSpan.FromHours(14);

    private const int LongestZoneName = 64;

    public bool HasZone => Offset is not null || Zone is not null;

    /// <summary>Reads a trimmed text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out WrittenTime written)
    {
        written = default;
        var scan = new TimeScan(text);
        if (!scan.TryReadDate(out var date, out var isNamed))
            return false;

        var ticks = 0L;
        var hasTime = date.HasTime ? scan.TryReadDigitsOfTime(out ticks) : scan.TryReadTime(out ticks);
        if (!hasTime && scan.Failed)
            return false;

        var hasYear = date.Year != WrittenDate.Later;
        if (!scan.TryReadZone(isNamed && hasYear, out var offset, out var zone) || (!hasYear && !scan.TryReadYear(ref date)) || !scan.IsAtEnd)
            return false;

        if (!date.TryGetDay(out var day) || (offset is { } given && given.Duration() > LargestOffset))
            return false;

        // 24:00, and the second that a leap second adds, may be the first of the next day.
        var total = day.Ticks + ticks;
        if (total > DateTime.MaxValue.Ticks)
            return false;

        written = new WrittenTime(new DateTime(total, DateTimeKind.Unspecified), hasTime, offset, zone);
        return true;
    }

    /// <summary>The moment, cut to milliseconds; false when it lies outside of the calendar.</summary>
    public bool TryGetMoment(out DateTimeOffset utc) => TryGetMoment(Local, Offset ?? OffsetIn(Zone!, Local), out utc);

    /// <summary>The moment of a local time in a zone; false when it lies outside of the calendar.</summary>
    public static bool TryGetMoment(DateTime local, TimeZoneInfo zone, out DateTimeOffset utc) => TryGetMoment(local, OffsetIn(zone, local), out utc);

    /// <summary>The zone of a name; null when there is none. Zones are files, and the name comes from outside.</summary>
    public static TimeZoneInfo? FindZone(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestZoneName || !char.IsAsciiLetter(name[0]) || name.Contains("..", StringComparison.Ordinal))
            return null;

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !" /_-+.()".Contains(c, StringComparison.Ordinal))
                return null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name.ToString(), out var zone) ? zone : null;
    }

    private static bool TryGetMoment(DateTime local, TimeSpan offset, out DateTimeOffset utc)
    {
        var ticks = local.Ticks - offset.Ticks;
        var isMoment = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        utc = isMoment ? new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero) : default;
        return isMoment;
    }

    // Clocks that are put forward leave out an hour; a time in it is read by the clock before. Clocks that are put back show an hour
    // twice; the first one is taken, which is never in the future when the second is not.
    private static TimeSpan OffsetIn(TimeZoneInfo zone, DateTime local) =>
        zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddDays(-1))
        : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
        : zone.GetUtcOffset(local);
}

/// <summary>A day in the making: by month, by day of the year, or by ISO week.</summary>
internal record struct WrittenDate(int Year, int Month, int Day)
{
    /// <summary>A year that stands behind the time of day.</summary>
    public const int Later = -1;

    /// <summary>In place of the month, when the day is one of the year.</summary>
    public const int OfYear = -1;

    /// <summary>The ISO week; 0 when it is no week date.</summary>
    public int Week { get; init; }

    /// <summary>Whether the digits of a time of day follow at once, as in 20260123123456.</summary>
    public bool HasTime { get; init; }

    public readonly bool TryGetDay(out DateTime day)
    {
        day = default;
        if (Year is < 1 or > 9999 || Day < 1)
            return false;

        if (Week > 0)
        {
            if (Day > 7 || Week > ISOWeek.GetWeeksInYear(Year) || (Year == 9999 && Week > 51))
                return false;

            day = ISOWeek.ToDateTime(Year, Week, (DayOfWeek)(Day % 7));
            return true;
        }

        if (Month == OfYear)
        {
            if (Day > (DateTime.IsLeapYear(Year) ? 366 : 365))
                return false;

            day = new DateTime(Year, 1, 1).AddDays(Day - 1);
            return true;
        }

        if (Month is < 1 or > 12 || Day > DateTime.DaysInMonth(Year, Month))
            return false;

        day = new DateTime(Year, Month, Day);
        return true;
    }
}
