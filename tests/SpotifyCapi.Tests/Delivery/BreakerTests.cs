using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class BreakerTests
{
    private static readonly BreakerOptions Options = new();
    private static readonly DeliveryOutcome Failed = new DeliveryOutcome.Retry(DeliveryReasons.SpotifyUnavailable);
    private static readonly DeliveryOutcome Refused = new DeliveryOutcome.Rejected(DeliveryReasons.RejectedBySpotify);
    private static readonly DeliveryOutcome AllRefused = new DeliveryOutcome.Paused(DeliveryReasons.MassRefusal);
    private static readonly DeliveryOutcome Delivered = new DeliveryOutcome.Delivered();

    private readonly ManualTime time = new();
    private readonly List<string?> told = [];
    private readonly Breaker breaker;

    public BreakerTests() => breaker = new Breaker(Options, time, state => told.Add(state.Reason));

    [Theory]
    [InlineData(0, 9, DestinationStatus.Ok)]
    [InlineData(0, 10, DestinationStatus.Open)]
    [InlineData(6, 5, DestinationStatus.Ok)]
    [InlineData(5, 5, DestinationStatus.Open)]
    [InlineData(51, 49, DestinationStatus.Ok)]
    public void Failure_rate_opens_only_with_enough_requests(int delivered, int failed, DestinationStatus status)
    {
        Send(Delivered, delivered);
        Send(Failed, failed);

        Assert.Equal(status, breaker.State.Status);
    }

    [Fact]
    public void Failures_of_an_earlier_window_do_not_count()
    {
        Send(Failed, 9);
        Send(Delivered, 1);
        time.Advance(Options.Window + TimeSpan.FromTicks(1));

        Send(Failed, 9);

        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
    }

    /// <summary>One request at a time that each ends with its time limit makes three in a window.</summary>
    [Fact]
    public void Failures_in_a_row_open_however_long_they_take()
    {
        for (var i = 0; i < Options.MinimumRequests - 1; i++)
        {
            Send(Failed, 1);
            time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
        Send(Failed, 1);
        Assert.Equal(DestinationStatus.Open, breaker.State.Status);
    }

    [Fact]
    public void Refused_events_are_an_answer_and_no_failure()
    {
        Send(Refused, Options.MassRefusalEvents - 1);
        Send(new DeliveryOutcome.Split(DeliveryReasons.RejectedBySpotify), 100);

        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
    }

    [Fact]
    public void Events_that_are_refused_alike_one_after_the_other_pause_the_destination_and_say_so_once()
    {
        Send(Refused, Options.MassRefusalEvents);

        Assert.Equal((DestinationStatus.Paused, DeliveryReasons.MassRefusal), (breaker.State.Status, breaker.State.Reason));
        Assert.Equal(Options.PauseFor, breaker.Remaining);
        Assert.Equal(AllRefused, breaker.Record(Probe(), Refused, 400));
        Assert.Equal(Options.PauseFor, breaker.Remaining);
        Assert.Equal([DeliveryReasons.MassRefusal], told);
    }

    /// <summary>24 messages at once, every second event of each bad: in step they are refused together, and 48 when two rounds meet.</summary>
    [Fact]
    public void Events_that_are_accepted_in_between_are_no_mass_refusal_however_many_messages_are_in_step()
    {
        for (var round = 0; round < 10; round++)
        {
            Send(Refused, 48);
            Send(new DeliveryOutcome.Split(DeliveryReasons.RejectedBySpotify), 48);
            Send(Delivered, 1);
        }

        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
    }

    [Fact]
    public void Events_that_are_refused_for_different_reasons_are_no_mass_refusal()
    {
        for (var i = 0; i < 2 * Options.MassRefusalEvents; i++)
            breaker.Record(default, Refused, i % 2 == 0 ? 400 : 422);

        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
    }

    [Fact]
    public void Event_refused_while_it_was_under_way_waits_with_the_others()
    {
        Send(Refused, Options.MassRefusalEvents);

        Assert.Equal(AllRefused, breaker.Record(default, Refused, 400));
        Assert.Equal(new DeliveryOutcome.Split(DeliveryReasons.RejectedBySpotify), breaker.Record(default, new DeliveryOutcome.Split(DeliveryReasons.RejectedBySpotify), 400));
    }

    [Fact]
    public void Mass_refusal_is_probed_with_one_event_at_a_time_until_one_is_accepted()
    {
        Send(Refused, Options.MassRefusalEvents);
        Assert.False(breaker.WantsOneEvent);
        time.Advance(Options.PauseFor);

        Assert.True(breaker.WantsOneEvent);
        Assert.False(breaker.TryEnter(out _, out _, events: 2));
        Assert.True(breaker.TryEnter(out var probe, out _, events: 1));
        Assert.False(breaker.WantsOneEvent);

        // An outage in between is no acceptance.
        breaker.Record(probe, Failed, 503);
        time.Advance(Options.PauseFor);
        Assert.True(breaker.WantsOneEvent);
        Assert.Equal(AllRefused, breaker.Record(Probe(), Refused, 400));
        breaker.Record(Probe(), Delivered, 200);

        Assert.Equal((DestinationStatus.Ok, false), (breaker.State.Status, breaker.WantsOneEvent));
        Assert.True(breaker.TryEnter(out _, out _, events: 100));
        Assert.Equal(Refused, breaker.Record(default, Refused, 400));
    }

    [Fact]
    public void Open_blocks_until_its_time_and_then_lets_one_probe_through()
    {
        Open();

        Assert.False(breaker.TryEnter(out _, out var blocked));
        Assert.Equal((DestinationStatus.Open, DeliveryReasons.SpotifyUnavailable), (blocked.Status, blocked.Reason));
        Assert.Equal(ManualTime.Start + Options.OpenFor, blocked.Until);
        Assert.Equal(Options.OpenFor, breaker.Remaining);
        time.Advance(Options.OpenFor);
        Assert.Equal(TimeSpan.Zero, breaker.Remaining);
        Assert.True(breaker.TryEnter(out var probe, out _));
        Assert.NotEqual(0, probe.Probe);
        Assert.Equal(DestinationStatus.Probing, breaker.State.Status);
        Assert.False(breaker.TryEnter(out _, out _));
    }

    [Fact]
    public void Probe_delivered_closes()
    {
        Open();

        breaker.Record(Probe(), Delivered);

        Assert.Equal(new DestinationState(DestinationStatus.Ok, null, time.GetUtcNow(), null), breaker.State);
        Send(Failed, 8);
        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
    }

    [Fact]
    public void Probe_failed_opens_again_and_remembers_since_when()
    {
        Open();

        breaker.Record(Probe(), Failed);

        Assert.Equal((DestinationStatus.Open, ManualTime.Start), (breaker.State.Status, breaker.State.Since));
        Assert.Equal(Options.OpenFor, breaker.Remaining);
    }

    [Fact]
    public void Probe_without_result_does_not_block_for_ever()
    {
        Open();
        Probe();
        time.Advance(Options.OpenFor - TimeSpan.FromTicks(1));
        Assert.False(breaker.TryEnter(out _, out _));
        time.Advance(TimeSpan.FromTicks(1));

        Assert.True(breaker.TryEnter(out _, out _));
    }

    [Fact]
    public void Failure_of_an_earlier_probe_decides_nothing()
    {
        Open();
        var lost = Probe();
        var current = Probe();

        breaker.Record(lost, Failed);
        Assert.Equal(DestinationStatus.Probing, breaker.State.Status);
        breaker.Record(current, Delivered);
        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
    }

    /// <summary>A destination whose answers take longer than the breaker waits is slow, and well.</summary>
    [Fact]
    public void Success_of_an_earlier_probe_closes()
    {
        Open();
        var slow = Probe();
        Probe();

        breaker.Record(slow, Delivered);

        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
    }

    [Fact]
    public void Success_of_a_probe_from_before_it_closed_does_not_close_it_again()
    {
        Open();
        var slow = Probe();
        breaker.Record(Probe(), Delivered);
        Send(Failed, Options.MinimumRequests - 1);
        Assert.Equal(DestinationStatus.Open, breaker.State.Status);

        breaker.Record(slow, Delivered);

        Assert.Equal(DestinationStatus.Open, breaker.State.Status);
    }

    [Fact]
    public void Requests_under_way_when_it_opened_decide_nothing()
    {
        Open();
        time.Advance(TimeSpan.FromSeconds(5));

        breaker.Record(default, Delivered);
        breaker.Record(default, Failed);
        breaker.Record(default, new DeliveryOutcome.Paused(DeliveryReasons.Unauthorized));

        Assert.Equal(DestinationStatus.Open, breaker.State.Status);
        Assert.Equal(Options.OpenFor - TimeSpan.FromSeconds(5), breaker.Remaining);
    }

    [Theory]
    [InlineData(DeliveryReasons.Unauthorized)]
    [InlineData(DeliveryReasons.Forbidden)]
    [InlineData(DeliveryReasons.WrongEndpoint)]
    public void What_needs_a_person_pauses_at_once(string reason)
    {
        Send(new DeliveryOutcome.Paused(reason), 1);

        Assert.Equal((DestinationStatus.Paused, reason), (breaker.State.Status, breaker.State.Reason));
        Assert.Equal(Options.PauseFor, breaker.Remaining);
        breaker.Record(Probe(), new DeliveryOutcome.Paused(reason));
        Assert.Equal((DestinationStatus.Paused, ManualTime.Start), (breaker.State.Status, breaker.State.Since));
    }

    [Fact]
    public void Missing_secret_pauses_for_a_shorter_time_because_a_vault_comes_back_by_itself()
    {
        Send(new DeliveryOutcome.Paused(DeliveryReasons.SecretUnavailable), 1);

        Assert.Equal(DestinationStatus.Paused, breaker.State.Status);
        Assert.Equal(Options.OpenFor, breaker.Remaining);
    }

    [Fact]
    public void Rate_limit_is_no_failure()
    {
        Send(new DeliveryOutcome.Retry(DeliveryReasons.RateLimited, TimeSpan.FromSeconds(2)), 100);

        Assert.Equal(DestinationStatus.Ok, breaker.State.Status);
    }

    [Theory]
    [InlineData(DeliveryReasons.RateLimited, 60, 60)]
    [InlineData(DeliveryReasons.SpotifyUnavailable, 30, 30)]
    [InlineData(DeliveryReasons.SpotifyUnavailable, 86_400, 900)]
    public void Long_wait_that_is_asked_for_opens_at_once_and_is_not_believed_for_a_day(string reason, int asked, int seconds)
    {
        Send(new DeliveryOutcome.Retry(reason, TimeSpan.FromSeconds(asked)), 1);

        Assert.Equal(DestinationStatus.Open, breaker.State.Status);
        Assert.Equal(TimeSpan.FromSeconds(seconds), breaker.Remaining);
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(600)]
    public void Clock_that_is_set_neither_blocks_longer_nor_shorter(int minutes)
    {
        Open();

        time.SetClock(TimeSpan.FromMinutes(minutes));

        Assert.False(breaker.TryEnter(out _, out _));
        time.Advance(Options.OpenFor);
        Assert.True(breaker.TryEnter(out _, out _));
    }

    private void Open()
    {
        Send(Failed, Options.MinimumRequests);
        Assert.Equal(DestinationStatus.Open, breaker.State.Status);
    }

    private void Send(DeliveryOutcome outcome, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.True(breaker.TryEnter(out var permit, out _));
            breaker.Record(permit, outcome);
        }
    }

    private BreakerPermit Probe()
    {
        time.Advance(breaker.Remaining);
        Assert.True(breaker.TryEnter(out var permit, out _));
        return permit;
    }
}
