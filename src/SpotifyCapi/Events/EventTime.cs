using System.Globalization;

namespace SpotifyCapi.Events;

/// <summary>The result of reading a time.</summary>
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
    private const int MaxLength = 64;

    private const int DateLength = 10;

    // .NET reads ticks; Java and Go write nanoseconds.
    private const int MaxFraction = 7;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <summary>Reads a time.</summary>
    /// <param name="text">ISO 8601 with <c>Z</c> or an offset, to the minute or finer; a fraction of any length is cut to milliseconds.</param>
    /// <param name="utc">The moment in UTC when the result is <see cref="EventTimeResult.Valid"/>.</param>
    public static EventTimeResult Parse(ReadOnlySpan<char> text, out DateTimeOffset utc)
    {
        utc = default;
        text = text.Trim();
        if (text.Length > MaxLength)
            return EventTimeResult.Invalid;

        if (PlainTime.TryParse(text, out utc))
            return EventTimeResult.Valid;

        Span<char> room = stackalloc char[MaxLength];
        var cut = CutFraction(text, room);
        if (!DateTimeOffset.TryParseExact(cut, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return EventTimeResult.Invalid;

        if (text[^1] != 'Z' && !text[DateLength..].ContainsAny('+', '-'))
            return EventTimeResult.WithoutOffset;

        var ticks = moment.UtcTicks;
        utc = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return EventTimeResult.Valid;
    }

    private static ReadOnlySpan<char> CutFraction(ReadOnlySpan<char> text, Span<char> room)
    {
        var first = text.IndexOf('.') + 1;
        var digits = first == 0 ? 0 : text[first..].IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length - first : digits;
        if (digits <= MaxFraction)
            return text;

        var rest = text[(first + digits)..];
        text[..(first + MaxFraction)].CopyTo(room);
        rest.CopyTo(room[(first + MaxFraction)..]);
        return room[..(first + MaxFraction + rest.Length)];
    }
}
