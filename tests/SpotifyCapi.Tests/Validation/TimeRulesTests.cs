using System.Globalization;
using SpotifyCapi.Codes;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;

namespace SpotifyCapi.Tests.Validation;

public sealed class TimeRulesTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\" \"")]
    public void No_time_is_event_time_missing(string? json) =>
        Assert.Equal((ErrorCodes.EventTimeMissing, "event_time"), SampleEvent.Problem(SampleEvent.With("event_time", json)));

    [Fact]
    public void A_text_that_is_no_time_is_event_time_invalid() =>
        Assert.Equal((ErrorCodes.EventTimeInvalid, "event_time"), SampleEvent.Problem(SampleEvent.With("event_time", "\"last week\"")));

    [Fact]
    public void A_local_time_is_event_time_without_offset() => Assert.Equal(
        (ErrorCodes.EventTimeWithoutOffset, "event_time"), SampleEvent.Problem(SampleEvent.With("event_time", "\"2026-03-01T11:59:00\"")));

    [Theory]
    [InlineData("1772365800")]
    [InlineData("1772365800000")]
    [InlineData("1772365800.0")]
    [InlineData("\"1772365800\"")]
    [InlineData("\"/Date(1772365800000)/\"")]
    [InlineData("\"/Date(1772365800000+0100)/\"")]
    [InlineData("\"2026-03-01 12:50:00+01\"")]
    public void Unix_time_and_other_notations_are_read_as_well(string json) =>
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 11, 50, 0, TimeSpan.Zero), SampleEvent.Accept(SampleEvent.With("event_time", json)).Facts.EventTime);

    [Fact]
    public void A_number_that_is_no_Unix_time_is_event_time_invalid() =>
        Assert.Equal((ErrorCodes.EventTimeInvalid, "event_time"), SampleEvent.Problem(SampleEvent.With("event_time", "45984.5")));

    [Fact]
    public void A_time_up_to_60_seconds_ahead_is_set_to_now_and_a_later_one_is_refused()
    {
        var clamped = SampleEvent.Accept(At(SampleEvent.Now.AddSeconds(60))).Facts;

        Assert.Equal(SampleEvent.Now, clamped.EventTime);
        Assert.Equal([new DroppedField("event_time", DropCodes.EventTimeClamped)], clamped.Dropped);
        Assert.Equal((ErrorCodes.EventTimeInFuture, "event_time"), SampleEvent.Problem(At(SampleEvent.Now.AddSeconds(60) + Millisecond)));
    }

    [Fact]
    public void Now_is_the_past()
    {
        var facts = SampleEvent.Accept(At(SampleEvent.Now)).Facts;

        Assert.Equal(SampleEvent.Now, facts.EventTime);
        Assert.Empty(facts.Dropped);
    }

    [Fact]
    public void A_destination_may_tolerate_no_skew_at_all() => Assert.Equal(
        (ErrorCodes.EventTimeInFuture, "event_time"),
        SampleEvent.Problem(At(SampleEvent.Now + Millisecond), TestDestinations.Direct with { FutureTolerance = TimeSpan.Zero }));

    [Fact]
    public void An_event_of_exactly_30_days_is_not_old_and_one_a_millisecond_older_is()
    {
        var limit = SampleEvent.Now.AddDays(-30);

        Assert.Empty(SampleEvent.Accept(At(limit)).Facts.Dropped);
        var old = SampleEvent.Accept(At(limit - Millisecond)).Facts;
        Assert.Equal(limit - Millisecond, old.EventTime);
        Assert.Equal([new DroppedField("event_time", DropCodes.EventTimeOld)], old.Dropped);
    }

    [Fact]
    public void A_destination_may_refuse_old_events()
    {
        var strict = TestDestinations.Direct with { OldEvents = OldEvents.Reject };
        var limit = SampleEvent.Now.AddDays(-30);

        Assert.Empty(SampleEvent.Accept(At(limit), strict).Facts.Dropped);
        Assert.Equal((ErrorCodes.EventTimeTooOld, "event_time"), SampleEvent.Problem(At(limit - Millisecond), strict));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1899-12-30T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00.000Z")]
    [InlineData("1970-01-01T01:00:00+01:00")]
    [InlineData("1999-12-31T23:59:59.999Z")]
    public void A_time_that_was_never_set_is_event_time_invalid(string time) =>
        Assert.Equal((ErrorCodes.EventTimeInvalid, "event_time"), SampleEvent.Problem(SampleEvent.With("event_time", $"\"{time}\"")));

    [Fact]
    public void The_year_2000_is_only_old() =>
        Assert.Equal([new DroppedField("event_time", DropCodes.EventTimeOld)], SampleEvent.Accept(SampleEvent.With("event_time", "\"2000-01-01T00:00:00Z\"")).Facts.Dropped);

    [Fact]
    public void The_last_year_of_the_calendar_is_the_future() => Assert.Equal(
        (ErrorCodes.EventTimeInFuture, "event_time"), SampleEvent.Problem(SampleEvent.With("event_time", "\"9999-12-31T23:59:59.9999999Z\"")));

    private static string At(DateTimeOffset time) => SampleEvent.With(
        "event_time", $"\"{time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}\"");
}
