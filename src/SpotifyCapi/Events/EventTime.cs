using System.Text.RegularExpressions;
using SpotifyCapi.Codes;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>The result of reading a time.</summary>
public enum EventTimeResult
{
    /// <summary>A moment.</summary>
    Valid,

    /// <summary>Not a date and time in a notation that is understood.</summary>
    Invalid,

    /// <summary>A local time: without its offset it is not a moment.</summary>
    WithoutOffset,

    /// <summary>Before <see cref="EventTime.FirstYear"/>: what programs write for a time that was never set, such as 1970-01-01 and 0001-01-01.</summary>
    Unset,
}

/// <summary>
/// Reads moments to the millisecond, the precision that Spotify's guide shows: Unix time, and every notation with an offset that ISO 8601, RFC 3339,
/// RFC 5322 and the exports of databases and languages have. The order of day and month is never guessed, and neither is a zone.
/// </summary>
public static partial class EventTime
{
    /// <summary>No conversion is older.</summary>
    public const int FirstYear = 2000;

    /// <summary>What is wrong with a time that was never set.</summary>
    internal static ValidationError Unset { get; } = new(
        ErrorCodes.EventTimeInvalid,
        "event_time",
        $"event_time is before {FirstYear}, such as 1970-01-01 or 0001-01-01, which stand for a time that was never set.");

    private const int MaxLength = 128;

    /// <summary>Reads a time.</summary>
    /// <param name="text">With <c>Z</c>, an offset or the name of a zone, to the hour or finer; a fraction of any length is cut to milliseconds.</param>
    /// <param name="utc">The moment in UTC when the result is <see cref="EventTimeResult.Valid"/>.</param>
    public static EventTimeResult Parse(ReadOnlySpan<char> text, out DateTimeOffset utc) =>
        Read(text.Trim(), out utc) is var result && result == EventTimeResult.Valid && utc.Year < FirstYear ? EventTimeResult.Unset : result;

    /// <summary>
    /// Whether a text is what databases and programs write for a time that was never set, in whatever zone: 0000-00-00, 0001-01-01, 1/1/1900, 30-Dec-1899,
    /// 01.01.1970.
    /// </summary>
    internal static bool IsUnset(string? text) => text is null || YearBefore2000().IsMatch(text);

    [GeneratedRegex(@"^(?:[01]\d{3}[-/]|[0-3]?\d([-/. ])(?:[01]?\d|[A-Za-z]{3,9})\1[01]\d{3}\b)")]
    private static partial Regex YearBefore2000();

    private static EventTimeResult Read(ReadOnlySpan<char> text, out DateTimeOffset utc)
    {
        if (PlainTime.TryParse(text, out utc))
            return EventTimeResult.Valid;

        text = CellText.Unwrap(text);
        if (text.Length > MaxLength)
            return EventTimeResult.Invalid;

        if (UnixTime.TryParse(text, out utc))
            return EventTimeResult.Valid;

        if (!WrittenTime.TryParse(text, out var written) || !written.HasTimeOfDay)
            return EventTimeResult.Invalid;

        return !written.HasZone ? EventTimeResult.WithoutOffset : written.TryGetMoment(out utc) ? EventTimeResult.Valid : EventTimeResult.Invalid;
    }
}

/// <summary>Unix time: the number of digits tells seconds (10), milliseconds (13), microseconds (16) and nanoseconds (19) apart, from 2001 to 2286.</summary>
internal static class UnixTime
{
    private const int Seconds = 10;
    private const int Milliseconds = 13;
    private const int Microseconds = 16;
    private const int Nanoseconds = 19;

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset utc)
    {
        utc = default;

        // Microsoft's JSON, /Date(1796040000000+0100)/: the offset changes nothing about the milliseconds.
        if (text.StartsWith("/Date(") && text.EndsWith(")/"))
            text = text[6..^2].IndexOfAny('+', '-') is > 0 and var offset ? text[6..][..offset] : text[6..^2];

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length is not (Seconds or Milliseconds or Microseconds or Nanoseconds) || whole[0] == '0' || whole.ContainsAnyExceptInRange('0', '9')
            || fraction.ContainsAnyExceptInRange('0', '9') || (point >= 0 && fraction.IsEmpty))
        {
            return false;
        }

        // Seconds may have a fraction, which is how databases and Python write them; what is cut is finer than a millisecond.
        var milliseconds = 0L;
        for (var i = 0; i < Milliseconds; i++)
        {
            var digit = i < whole.Length ? whole[i] : i - whole.Length < fraction.Length ? fraction[i - whole.Length] : '0';
            milliseconds = (10 * milliseconds) + (digit - '0');
        }

        utc = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }
}
