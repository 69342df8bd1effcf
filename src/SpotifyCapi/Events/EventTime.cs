using System.Globalization;

namespace SpotifyCapi.Events;

/// <summary>What became of a time text.</summary>
public enum EventTimeResult
{
    /// <summary>A moment.</summary>
    Valid,

    /// <summary>Not ISO 8601.</summary>
    Invalid,

    /// <summary>A local time: without its offset it is not a moment.</summary>
    WithoutOffset,
}

/// <summary>Reads ISO 8601 / RFC 3339 times to the millisecond, the precision that Spotify's guide shows.</summary>
public static class EventTime
{
    private static readonly string[] WithOffset =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <summary>Reads a time.</summary>
    /// <param name="text">ISO 8601 with <c>Z</c> or an offset; up to seven fractional digits, cut to milliseconds.</param>
    /// <param name="utc">The moment in UTC when the result is <see cref="EventTimeResult.Valid"/>.</param>
    public static EventTimeResult Parse(ReadOnlySpan<char> text, out DateTimeOffset utc)
    {
        utc = default;
        text = text.Trim();
        const DateTimeStyles Styles = DateTimeStyles.RoundtripKind;
        if (!DateTime.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, Styles, out var local))
        {
            return EventTimeResult.Invalid;
        }

        if (local.Kind == DateTimeKind.Unspecified)
        {
            return EventTimeResult.WithoutOffset;
        }

        if (!DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return EventTimeResult.Invalid;
        }

        var ticks = moment.UtcTicks;
        utc = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return EventTimeResult.Valid;
    }
}
