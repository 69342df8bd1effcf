using System.Globalization;
using SpotifyCapi.Events;

namespace SpotifyCapi.Tests.Events;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2026-01-23T12:34:56Z", "2026-01-23T12:34:56.000")]
    [InlineData(" 2026-01-23T12:34:56Z\n", "2026-01-23T12:34:56.000")]
    [InlineData("2026-01-23T12:34Z", "2026-01-23T12:34:00.000")]
    [InlineData("2026-01-23 12:34:56Z", "2026-01-23T12:34:56.000")]
    [InlineData("2026-01-23T12:34:56.7Z", "2026-01-23T12:34:56.700")]
    [InlineData("2026-01-23T12:34:56.789Z", "2026-01-23T12:34:56.789")]
    [InlineData("2026-01-23T12:34:56.7899Z", "2026-01-23T12:34:56.789")]
    [InlineData("2026-01-23T12:34:56.789999999Z", "2026-01-23T12:34:56.789")]
    [InlineData("2026-01-23T12:34:56.789999999+01:00", "2026-01-23T11:34:56.789")]
    [InlineData("2026-01-23T12:34:56+01:00", "2026-01-23T11:34:56.000")]
    [InlineData("2026-01-23T12:34:56-08:00", "2026-01-23T20:34:56.000")]
    [InlineData("2026-01-23T12:34:56+05:45", "2026-01-23T06:49:56.000")]
    [InlineData("2026-01-23T00:30:00+14:00", "2026-01-22T10:30:00.000")]
    [InlineData("2026-01-23T24:00:00Z", "2026-01-24T00:00:00.000")]
    [InlineData("2026-01-23T23:59:60Z", "2026-01-24T00:00:00.000")]
    [InlineData("2026-W04-5T12:34:56Z", "2026-01-23T12:34:56.000")]
    [InlineData("2026W045T123456Z", "2026-01-23T12:34:56.000")]
    [InlineData("2026-023T12:34:56Z", "2026-01-23T12:34:56.000")]
    [InlineData("2026023T123456Z", "2026-01-23T12:34:56.000")]
    [InlineData("20260123T123456Z", "2026-01-23T12:34:56.000")]
    [InlineData("20260123T123456,789+0100", "2026-01-23T11:34:56.789")]
    [InlineData("20260123123456+0100", "2026-01-23T11:34:56.000")]
    [InlineData("2026-01-23T12:34.5Z", "2026-01-23T12:34:30.000")]
    [InlineData("2026-01-23T12Z", "2026-01-23T12:00:00.000")]
    [InlineData("2026-01-23t12:34:56z", "2026-01-23T12:34:56.000")]
    [InlineData("2026-01-23T12:34:56-00:00", "2026-01-23T12:34:56.000")]
    [InlineData("2026-01-23T12:34:56\u221205:00", "2026-01-23T17:34:56.000")]
    [InlineData("2026-01-23T12:34:56+01", "2026-01-23T11:34:56.000")]
    [InlineData("2026-01-23T12:34:56.789+0100", "2026-01-23T11:34:56.789")]
    [InlineData("2026-01-23T12:34:56,789Z", "2026-01-23T12:34:56.789")]
    [InlineData("2026-01-23 12:34:56+00", "2026-01-23T12:34:56.000")]
    [InlineData("2026-01-23 12:34:56.123456+05:30", "2026-01-23T07:04:56.123")]
    [InlineData("2026-01-23 12:34:56-03:30", "2026-01-23T16:04:56.000")]
    [InlineData("2026-01-23 12:34:56 -0400", "2026-01-23T16:34:56.000")]
    [InlineData("2026-01-23 12:34:56 UTC", "2026-01-23T12:34:56.000")]
    [InlineData("2026-01-23 12:34:56.789 UTC", "2026-01-23T12:34:56.789")]
    [InlineData("2026-01-23 12:34:56.000 +0100", "2026-01-23T11:34:56.000")]
    [InlineData("2026-01-23 12:34:56.000 Z", "2026-01-23T12:34:56.000")]
    [InlineData("2026-01-23 12:34:56.1234567 +01:00", "2026-01-23T11:34:56.123")]
    [InlineData("2026-01-23 12:34:56 America/New_York", "2026-01-23T17:34:56.000")]
    [InlineData("2026-01-23T12:34:56+01:00[Europe/Berlin]", "2026-01-23T11:34:56.000")]
    [InlineData("2026-01-23T12:34:56Z[UTC]", "2026-01-23T12:34:56.000")]
    [InlineData("2026-01-23 12:34:56.789123 +0100 CET m=+0.000123", "2026-01-23T11:34:56.789")]
    [InlineData("2026-01-23 12:34:56 +0000 UTC", "2026-01-23T12:34:56.000")]
    [InlineData("2026/01/23 12:34:56 +0100", "2026-01-23T11:34:56.000")]
    [InlineData("Fri, 23 Jan 2026 12:34:56 GMT", "2026-01-23T12:34:56.000")]
    [InlineData("Fri, 23 Jan 2026 12:34:56 +0100", "2026-01-23T11:34:56.000")]
    [InlineData("23 Jan 2026 12:34 EST", "2026-01-23T17:34:00.000")]
    [InlineData("Friday, 23-Jan-26 12:34:56 GMT", "2026-01-23T12:34:56.000")]
    [InlineData("Fri Jan 23 2026 12:34:56 GMT+0100 (Central European Standard Time)", "2026-01-23T11:34:56.000")]
    [InlineData("Fri Jan 23 12:34:56 UTC 2026", "2026-01-23T12:34:56.000")]
    [InlineData("Fri Jan 23 12:34:56 +0000 2026", "2026-01-23T12:34:56.000")]
    [InlineData("23-JAN-26 12.34.56.789000 PM +01:00", "2026-01-23T11:34:56.789")]
    [InlineData("2026-01-23 12.34.56 +0100", "2026-01-23T11:34:56.000")]
    [InlineData("2026-01-23 9.05.59 Z", "2026-01-23T09:05:59.000")]
    [InlineData("Jan 23, 2026 12:34:56 AM UTC", "2026-01-23T00:34:56.000")]
    [InlineData("Jan 23, 2026, 7:34 p.m. GMT+1", "2026-01-23T18:34:00.000")]
    [InlineData("1769171696", "2026-01-23T12:34:56.000")]
    [InlineData("1769171696.789", "2026-01-23T12:34:56.789")]
    [InlineData("1769171696.0", "2026-01-23T12:34:56.000")]
    [InlineData("1769171696789", "2026-01-23T12:34:56.789")]
    [InlineData("1769171696789123", "2026-01-23T12:34:56.789")]
    [InlineData("1769171696789123456", "2026-01-23T12:34:56.789")]
    public void A_time_with_offset_is_a_moment_cut_to_milliseconds(string text, string expected) =>
        Assert.Equal((EventTimeResult.Valid, expected), Parse(text));

    [Fact]
    public void The_usual_form_is_read_as_the_plain_parser_of_the_runtime_reads_it()
    {
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"{random.Next(0, 10_000):D4}-{random.Next(0, 14):D2}-{random.Next(0, 33):D2}T{random.Next(0, 26):D2}:{random.Next(0, 62):D2}:{random.Next(0, 62):D2}{(i % 2 == 0 ? "Z" : $".{random.Next(0, 1000):D3}Z")}");
            var broken = i % 5 == 0 ? text.Remove(random.Next(text.Length - 1), 1).Insert(random.Next(text.Length - 1), "x") : text;

            var good = DateTimeOffset.TryParseExact(broken, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expected);

            // The end of a day and a leap second, which ISO 8601 has and the runtime does not.
            if (broken.Contains("T24:", StringComparison.Ordinal) || broken.Contains(":60", StringComparison.Ordinal))
                continue;

            Assert.Equal(good, EventTime.Parse(broken, out var moment) is EventTimeResult.Valid or EventTimeResult.Unset);
            Assert.Equal(expected, moment);
        }
    }

    [Theory]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000")]
    [InlineData("2025-03-30T02:30:00+01:00", "2025-03-30T01:30:00.000")]
    [InlineData("2025-10-26T02:30:00+02:00", "2025-10-26T00:30:00.000")]
    [InlineData("2025-10-26T02:30:00+01:00", "2025-10-26T01:30:00.000")]
    public void Leap_day_and_the_hours_that_clocks_skip_or_repeat_are_moments(string text, string expected) =>
        Assert.Equal((EventTimeResult.Valid, expected), Parse(text));

    [Theory]
    [InlineData("2026-01-23T12:34:56")]
    [InlineData("2026-01-23T12:34:56.789")]
    [InlineData("2026-01-23T12:34:56.789999999")]
    [InlineData("2026-01-23 12:34:56")]
    [InlineData("2026-01-23T12:34")]
    [InlineData("20260123123456")]
    [InlineData("Jan 23, 2026 12:34:56 AM")]
    [InlineData("Fri Jan 23 12:34:56 2026")]
    [InlineData("2026-01-23-12.34.56.789000")]
    public void A_time_without_offset_is_not_a_moment(string text) => Assert.Equal(EventTimeResult.WithoutOffset, EventTime.Parse(text, out _));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-01-23")]
    [InlineData("23.01.2026 12:34:56Z")]
    [InlineData("01/23/2026 12:34:56Z")]
    [InlineData("2026-01-23 12:34:56 EST")]
    [InlineData("2026-01-23 12:34:56 Nowhere/Land")]
    [InlineData("2026-01-23 12:34:56 a/../../../etc/localtime")]
    [InlineData("2026-01-23 12:34:56[/etc/localtime]")]
    [InlineData("Fri Jan 23 12:34:56 CET 2026")]
    [InlineData("2026-01-23 12:34:56+00 BC")]
    [InlineData("2026-01-23T24:00:01Z")]
    [InlineData("2026-W54-1T00:00:00Z")]
    [InlineData("2026-366T00:00:00Z")]
    [InlineData("2026-00-10T00:00:00Z")]
    [InlineData("2026-01-23T12:34:56+01:")]
    [InlineData("2026-01-23 13:34:56 PM +01:00")]
    [InlineData("2026-01-23 10.30Z")]
    [InlineData("2026-01-23 0.4375Z")]
    [InlineData("Jan 23, 2026 7.34 p.m. UTC")]
    [InlineData("176917169")]
    [InlineData("17691716961")]
    [InlineData("1769171696.")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-01-23T25:00:00Z")]
    [InlineData("2026-01-23T12:34:56+15:00")]
    [InlineData("2026-01-23T12:34:56ZZ")]
    [InlineData("2026-01-23T12:34:56.Z.")]
    [InlineData("٢٠٢٦-٠١-٢٣T12:34:56Z")]
    [InlineData("Z")]
    public void Anything_else_is_not_a_time(string text) => Assert.Equal(EventTimeResult.Invalid, EventTime.Parse(text, out _));

    [Fact]
    public void A_very_long_text_is_not_a_time() =>
        Assert.Equal(EventTimeResult.Invalid, EventTime.Parse("2026-01-23T12:34:56." + new string('1', 100_000) + "Z", out _));

    private static (EventTimeResult Result, string Text) Parse(string text)
    {
        var result = EventTime.Parse(text, out var utc);
        Assert.Equal(TimeSpan.Zero, utc.Offset);
        return (result, utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));
    }
}
