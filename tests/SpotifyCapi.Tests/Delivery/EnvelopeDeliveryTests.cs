using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class EnvelopeDeliveryTests
{
    [Fact]
    public async Task Delivered_events_leave_nothing_behind_but_the_journal()
    {
        using var parts = new DeliveryParts(_ => 200);

        var entry = Assert.Single(await DeliverAsync(parts, "a", "b"));

        Assert.Equal(("delivered", 200, 1, 2), (entry.Outcome, entry.Status, entry.Attempt, entry.Events.Count));
        Assert.Empty(parts.Queue.Sent);
        Assert.Empty(parts.Letters.Kept);
        Assert.Single(parts.Journal.Writes);
    }

    [Fact]
    public async Task Each_event_comes_to_exactly_one_place()
    {
        using var parts = new DeliveryParts(ids => ids.Contains("bad") ? 400 : ids.Contains("later") ? 503 : 200);

        await DeliverAsync(parts, "good-1", "bad", "good-2", "later");

        var letter = Assert.Single(parts.Letters.Kept);
        Assert.Equal(("bad", DeliveryReasons.RejectedBySpotify, 1, 400), (letter.Event.Facts.EventId, letter.Reason, letter.Attempts, letter.Status));
        string[] delivered = [.. parts.Requests.Where(ids => !ids.Contains("bad") && !ids.Contains("later")).SelectMany(ids => ids)];
        Assert.Equal(["bad", "good-1", "good-2", "later"], delivered.Concat(parts.Queue.Ids).Append("bad").Order());
        Assert.Single(parts.Journal.Writes);
    }

    [Fact]
    public async Task Too_old_events_are_given_up_without_another_try()
    {
        using var parts = new DeliveryParts(_ => 200);
        parts.Time.Advance(TimeSpan.FromHours(72) + TimeSpan.FromSeconds(1));

        await DeliverAsync(parts, "a", "b");

        Assert.Empty(parts.Requests);
        Assert.Equal([("a", "expired", 0), ("b", "expired", 0)], parts.Letters.Kept.Select(letter => (letter.Event.Facts.EventId, letter.Reason, letter.Attempts)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task Unknown_destination_waits_for_its_settings_however_old_its_events_are(int hours)
    {
        using var parts = new DeliveryParts(_ => 200);
        parts.Time.Advance(TimeSpan.FromHours(hours));
        var envelope = DeliveryParts.Envelope(0, "a");

        var entry = Assert.Single(await parts.Delivery.DeliverAsync(
            envelope with { Header = envelope.Header with { Destination = "gone" } }, CancellationToken.None));

        Assert.Equal(("paused", DeliveryReasons.UnknownDestination), (entry.Outcome, entry.Reason));
        var (sent, delay) = Assert.Single(parts.Queue.Sent);
        Assert.Equal((0, TimeSpan.FromSeconds(305)), (sent.Header.Attempt, delay));
        Assert.Empty(parts.Letters.Kept);
    }

    [Fact]
    public async Task Blocked_destination_is_not_called_and_nothing_is_used_up()
    {
        using var parts = new DeliveryParts(_ => 401);
        await DeliverAsync(parts, "first");

        await DeliverAsync(parts, "second");

        Assert.Single(parts.Requests);
        Assert.All(parts.Queue.Sent, sent => Assert.Equal(0, sent.Envelope.Header.Attempt));
        Assert.All(parts.Queue.Sent, sent => Assert.True(sent.Delay >= TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task Queue_that_refuses_keeps_the_message()
    {
        using var parts = new DeliveryParts(_ => 503);
        parts.Queue.Refuses = true;

        await Assert.ThrowsAsync<DeferralFailedException>(() => DeliverAsync(parts, "a"));
    }

    /// <summary>F2: stopped between the copy and the acknowledgement.</summary>
    [Fact]
    public async Task Lost_after_the_copy_was_queued_leaves_a_duplicate_and_never_a_loss()
    {
        using var parts = new DeliveryParts(_ => 503);
        parts.Queue.FailsAfterwards = true;

        await Assert.ThrowsAsync<IOException>(() => DeliverAsync(parts, "a"));
        parts.Queue.FailsAfterwards = false;
        await DeliverAsync(parts, "a");

        Assert.Equal(["a", "a"], parts.Queue.Ids);
    }

    /// <summary>F2: stopped between the dead letter and the acknowledgement.</summary>
    [Fact]
    public async Task Lost_after_the_dead_letter_was_kept_keeps_the_event_in_the_queue_too()
    {
        using var parts = new DeliveryParts(_ => 400);
        parts.Letters.FailsAfterwards = true;

        await DeliverAsync(parts, "a");

        Assert.Equal(["a"], parts.Letters.Kept.Select(letter => letter.Event.Facts.EventId));
        Assert.Equal(["a"], parts.Queue.Ids);
    }

    [Fact]
    public async Task Dead_letters_down_only_what_cannot_be_given_up_waits()
    {
        using var parts = new DeliveryParts(ids => ids.Contains("bad") ? 400 : 200);
        parts.Letters.IsDown = true;

        var entries = await DeliverAsync(parts, "good-1", "bad", "good-2");

        Assert.Equal(["bad"], parts.Queue.Ids);
        Assert.Contains(entries, entry => entry is { Outcome: "paused", Reason: DeliveryReasons.DeadLettersUnavailable });
        Assert.Equal((0, TimeSpan.FromMinutes(1)), (parts.Queue.Sent[0].Envelope.Header.Attempt, parts.Queue.Sent[0].Delay));
    }

    /// <summary>An event in both places would be refused again each time, and could be replayed as well.</summary>
    [Fact]
    public async Task Dead_letters_that_fail_halfway_only_the_events_without_one_wait()
    {
        using var parts = new DeliveryParts(_ => 200);
        parts.Letters.Room = 60;
        parts.Time.Advance(TimeSpan.FromHours(100));
        var ids = Enumerable.Range(0, 100).Select(i => $"id-{i}").ToArray();

        var entries = await DeliverAsync(parts, ids);

        Assert.Equal(ids[..60], parts.Letters.Kept.Select(letter => letter.Event.Facts.EventId));
        Assert.Equal(ids[60..], parts.Queue.Ids);
        Assert.Equal([("dead", 60), ("paused", 40)], entries.Select(entry => (entry.Outcome, entry.Events.Count)));
    }

    [Fact]
    public async Task Dead_letters_down_when_events_are_too_old_wait_a_minute_at_a_time()
    {
        using var parts = new DeliveryParts(_ => 200);
        parts.Letters.IsDown = true;
        parts.Time.Advance(TimeSpan.FromHours(100));

        await DeliverAsync(parts, "a");

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(parts.Queue.Sent).Delay);
    }

    [Fact]
    public async Task Both_stores_down_keeps_the_message()
    {
        using var parts = new DeliveryParts(_ => 400);
        (parts.Letters.IsDown, parts.Queue.Refuses) = (true, true);

        await Assert.ThrowsAsync<DeferralFailedException>(() => DeliverAsync(parts, "a"));
    }

    [Fact]
    public async Task Stopping_host_ends_nothing_that_is_under_way_and_begins_nothing_new()
    {
        using var stopping = new CancellationTokenSource();
        using var parts = new DeliveryParts(ids =>
        {
            stopping.Cancel();
            return 200;
        });

        var entries = await parts.Delivery.DeliverAsync(
            DeliveryParts.Envelope(2, Enumerable.Range(0, 250).Select(i => $"e{i}")), stopping.Token);

        Assert.Equal(100, Assert.Single(parts.Requests).Count);
        Assert.Equal(Enumerable.Range(100, 150).Select(i => $"e{i}"), parts.Queue.Ids);
        Assert.All(parts.Queue.Sent, sent => Assert.Equal(2, sent.Envelope.Header.Attempt));
        Assert.Equal(
            [("delivered", null, 100), ("paused", DeliveryReasons.Stopping, 100), ("paused", DeliveryReasons.Stopping, 50)],
            entries.Select(entry => (entry.Outcome, entry.Reason, entry.Events.Count)));
        Assert.Same(entries, Assert.Single(parts.Journal.Writes));
    }

    [Fact]
    public async Task Stopping_host_still_keeps_what_Spotify_has_just_refused()
    {
        using var stopping = new CancellationTokenSource();
        using var parts = new DeliveryParts(_ =>
        {
            stopping.Cancel();
            return 400;
        });

        await parts.Delivery.DeliverAsync(DeliveryParts.Envelope(0, "bad"), stopping.Token);

        Assert.Equal("bad", Assert.Single(parts.Letters.Kept).Event.Facts.EventId);
        Assert.Empty(parts.Queue.Sent);
    }

    [Fact]
    public async Task Host_that_is_stopping_already_puts_everything_off()
    {
        using var parts = new DeliveryParts(_ => 200);

        await parts.Delivery.DeliverAsync(DeliveryParts.Envelope(0, "a", "b"), new CancellationToken(canceled: true));

        Assert.Empty(parts.Requests);
        Assert.Equal(["a", "b"], parts.Queue.Ids);
    }

    [Fact]
    public async Task Slow_destination_ends_the_invocation_before_the_host_does()
    {
        DeliveryParts? slow = null;
        using var parts = slow = new DeliveryParts(ids =>
        {
            slow!.Time.Advance(TimeSpan.FromSeconds(9));
            return 400;
        });
        string[] ids = [.. Enumerable.Range(0, 64).Select(i => $"e{i}")];

        await DeliverAsync(parts, ids);

        Assert.True(parts.Time.GetUtcNow() - ManualTime.Start < TimeSpan.FromMinutes(3));
        Assert.Equal(ids.Order(), parts.Letters.Kept.Select(letter => letter.Event.Facts.EventId).Concat(parts.Queue.Ids).Order());
        Assert.All(parts.Queue.Sent, sent => Assert.Equal(0, sent.Envelope.Header.Attempt));
    }

    private static Task<IReadOnlyList<SpotifyCapi.Records.JournalEntry>> DeliverAsync(DeliveryParts parts, params string[] ids) =>
        parts.Delivery.DeliverAsync(DeliveryParts.Envelope(0, ids), CancellationToken.None);
}
