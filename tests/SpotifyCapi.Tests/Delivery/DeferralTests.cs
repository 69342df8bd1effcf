using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Tests.Queueing;

namespace SpotifyCapi.Tests.Delivery;

public sealed class DeferralTests : IDisposable
{
    private static readonly DeliveryOutcome Retry = new DeliveryOutcome.Retry(DeliveryReasons.Timeout);
    private static readonly DeliveryOutcome Paused = new DeliveryOutcome.Paused(DeliveryReasons.Unauthorized);

    private readonly DeliveryParts parts = new(_ => 200);

    public void Dispose() => parts.Dispose();

    [Fact]
    public async Task Failed_events_go_back_with_one_attempt_more_after_the_scheduled_wait()
    {
        var envelope = DeliveryParts.Envelope(2, "a", "b", "c");

        await DeferAsync(envelope, (["a", "c"], Retry), (["b"], new DeliveryOutcome.Delivered()));

        var (sent, delay) = Assert.Single(parts.Queue.Sent);
        Assert.Equal(["a", "c"], sent.Events.Select(item => item.Facts.EventId));
        Assert.Equal(envelope.Header with { Attempt = 3 }, sent.Header);
        Assert.Equal(TimeSpan.FromMinutes(5), delay);
    }

    [Fact]
    public async Task Events_go_back_as_they_came_so_that_the_next_attempt_has_the_same_bytes()
    {
        var envelope = DeliveryParts.Envelope(0, "a");

        await DeferAsync(envelope, (["a"], Retry));

        var before = EnvelopePacker.Pack(envelope.Header, envelope.Events).Envelopes[0].Body.ToArray();
        var after = EnvelopePacker.Pack(envelope.Header, parts.Queue.Sent[0].Envelope.Events).Envelopes[0].Body.ToArray();
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData(0.0, 5)]
    [InlineData(30.0, 35)]
    [InlineData(null, 305)]
    public async Task Paused_events_use_up_no_attempt_and_wait_for_the_destination(double? blocked, int seconds)
    {
        await DeferAsync(DeliveryParts.Envelope(4, "a"), blocked is { } value ? TimeSpan.FromSeconds(value) : null, (["a"], Paused));

        var (sent, delay) = Assert.Single(parts.Queue.Sent);
        Assert.Equal(4, sent.Header.Attempt);
        Assert.Equal(TimeSpan.FromSeconds(seconds), delay);
    }

    [Fact]
    public async Task Different_outcomes_wait_in_messages_of_their_own()
    {
        var asked = new DeliveryOutcome.Retry(DeliveryReasons.RateLimited, TimeSpan.FromMinutes(3));

        await DeferAsync(DeliveryParts.Envelope(0, "a", "b", "c", "d"), (["a"], Retry), (["b"], Paused), (["c"], asked), (["d"], Retry));

        Assert.Equal(["a,d", "b", "c"], parts.Queue.Sent.Select(sent => string.Join(',', sent.Envelope.Events.Select(item => item.Facts.EventId))));
        Assert.True(parts.Queue.Sent[2].Delay >= TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Long_wait_is_cut_to_a_last_try_before_the_age_limit()
    {
        parts.Time.Advance(TimeSpan.FromHours(70));

        await DeferAsync(DeliveryParts.Envelope(8, "a"), (["a"], Retry));

        // Up to half a minute earlier, so that events that were accepted together do not all have their last try at once.
        Assert.InRange(Assert.Single(parts.Queue.Sent).Delay!.Value, TimeSpan.FromMinutes(118.5), TimeSpan.FromMinutes(119));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task Blocked_destination_is_not_waited_for_longer_than_events_live(int secondsLeft)
    {
        parts.Time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(secondsLeft));

        await DeferAsync(DeliveryParts.Envelope(0, "a"), TimeSpan.FromHours(2), (["a"], Paused));

        Assert.Equal(TimeSpan.FromSeconds(Math.Max(secondsLeft + 1, 1)), Assert.Single(parts.Queue.Sent).Delay);
    }

    [Fact]
    public async Task Nothing_to_put_off_sends_nothing()
    {
        await DeferAsync(
            DeliveryParts.Envelope(0, "a", "b"), (["a"], new DeliveryOutcome.Delivered()), (["b"], new DeliveryOutcome.Rejected(DeliveryReasons.RejectedBySpotify)));

        Assert.Empty(parts.Queue.Sent);
    }

    [Fact]
    public async Task Queue_that_refuses_is_an_exception_so_that_the_message_stays()
    {
        parts.Queue.Refuses = true;

        await Assert.ThrowsAsync<DeferralFailedException>(() => DeferAsync(DeliveryParts.Envelope(0, "a"), (["a"], Retry)));
    }

    /// <summary>"try":9 becomes "try":10, one byte more than fits.</summary>
    [Fact]
    public async Task Event_that_just_fits_into_a_message_is_not_lost_by_a_longer_header()
    {
        var envelope = DeliveryParts.Envelope(9, "a");
        var free = QueueEnvelope.MaxBytes - EnvelopePacker.Pack(envelope.Header, [DeliveryParts.Event("a", "u")]).Envelopes[0].Body.Length;
        envelope = envelope with { Events = [DeliveryParts.Event("a", new string('u', free + 1))] };
        Assert.Equal(QueueEnvelope.MaxBytes, OpenedEnvelope.Json(EnvelopePacker.Pack(envelope.Header, envelope.Events).Envelopes[0].Body).Length);
        Assert.NotEmpty(EnvelopePacker.Pack(envelope.Header with { Attempt = 10 }, envelope.Events).TooLarge);

        await DeferAsync(envelope, (["a"], Retry));

        Assert.Equal(["a"], parts.Queue.Ids);
    }

    private Task DeferAsync(QueueEnvelope envelope, params (string[] Ids, DeliveryOutcome Outcome)[] sent) => DeferAsync(envelope, TimeSpan.Zero, sent);

    private Task DeferAsync(QueueEnvelope envelope, TimeSpan? blockedFor, params (string[] Ids, DeliveryOutcome Outcome)[] sent)
    {
        HashedEvent[] events = [.. envelope.Events.Select(item => HashedEvent.Of(item, default))];
        var requests = sent.Select(request => new SentRequest(
            [.. request.Ids.Select(id => events.Single(item => item.Facts.EventId == id))], null, request.Outcome, TimeSpan.Zero));
        return parts.Deferral.DeferAsync(envelope, events, [.. requests], blockedFor);
    }
}
