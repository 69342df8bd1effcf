using Microsoft.Extensions.Time.Testing;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Tests.Ingestion;

/// <summary>When a message leaves, and with which requests.</summary>
public sealed class GroupCommitTests : GroupCommitTest
{
    [Fact]
    public async Task Lonely_request_is_sent_at_once_and_answered_only_when_confirmed()
    {
        var commit = Commit();

        var stored = StoreAsync(commit, "a");
        var message = await queue.NextAsync();

        Assert.Equal(["a"], message.Ids);
        Assert.False(stored.IsCompleted);
        message.Confirm();
        Assert.True(await stored.WaitAsync(Limit));
    }

    [Fact]
    public async Task Requests_during_a_send_share_the_next_message_which_leaves_when_the_send_ends()
    {
        var commit = Commit();
        var first = StoreAsync(commit, "a");
        Task<bool>[] others = [StoreAsync(commit, "b"), StoreAsync(commit, "c"), StoreAsync(commit, "d")];
        var lonely = await queue.NextAsync();
        Assert.Equal(0, queue.Waiting);

        lonely.Confirm();
        var shared = await queue.NextAsync();

        Assert.Equal(["b", "c", "d"], shared.Ids);
        Assert.True(await first.WaitAsync(Limit));
        Assert.DoesNotContain(others, stored => stored.IsCompleted);
        shared.Confirm();
        Assert.All(await Task.WhenAll(others).WaitAsync(Limit), Assert.True);
    }

    [Fact]
    public async Task Window_that_ends_sends_the_group_while_the_send_before_still_hangs()
    {
        var commit = Commit(window: TimeSpan.FromMilliseconds(1));
        var hanging = StoreAsync(commit, "a");
        var held = await queue.NextAsync();

        var stored = StoreAsync(commit, "b");
        var message = await queue.NextAsync();

        Assert.Equal(["b"], message.Ids);
        message.Confirm();
        Assert.True(await stored.WaitAsync(Limit));
        Assert.False(hanging.IsCompleted);
        held.Confirm();
        Assert.True(await hanging.WaitAsync(Limit));
    }

    /// <summary>Each throttled send of a few events would make the queue refuse more.</summary>
    [Fact]
    public async Task Slow_queue_gets_few_sends_at_once_and_groups_that_grow()
    {
        var time = new FakeTimeProvider();
        var commit = new GroupCommit(queue, new IngestOptions(), time);
        var all = new List<Task<bool>>();
        var messages = new List<HeldQueue.Message>();
        for (var i = 0; i < 8; i++)
        {
            all.Add(StoreAsync(commit, $"id-{i}"));
            time.Advance(new IngestOptions().GroupWindow);
            messages.Add(await queue.NextAsync());
        }

        all.AddRange(Enumerable.Range(8, 100).Select(i => StoreAsync(commit, $"id-{i}")));
        time.Advance(new IngestOptions().GroupWindow);
        Assert.Equal(0, queue.Waiting);

        messages[0].Confirm();
        var grown = await queue.NextAsync();
        Assert.Equal(100, grown.Envelope.Events.Count);
        grown.Confirm();
        messages.Skip(1).ToList().ForEach(message => message.Confirm());
        Assert.All(await Task.WhenAll(all).WaitAsync(Limit), Assert.True);
    }

    /// <summary>Its sender has hung up by then, and sends again.</summary>
    [Fact]
    public async Task Group_that_waits_for_its_turn_too_long_is_not_stored_and_not_sent_any_more()
    {
        var time = new FakeTimeProvider();
        var commit = new GroupCommit(queue, new IngestOptions { GroupWindow = TimeSpan.FromHours(1), GroupBytes = 1024 }, time);
        var all = Enumerable.Range(0, 60).Select(i => StoreAsync(commit, $"id-{i}")).ToArray();
        var messages = new List<HeldQueue.Message>();
        for (var i = 0; i < 8; i++)
            messages.Add(await queue.NextAsync());

        time.Advance(new IngestOptions().EnqueueTimeout);
        messages.ForEach(message => message.Confirm());

        var stored = await Task.WhenAll(all).WaitAsync(Limit);
        Assert.Equal(messages.Sum(message => message.Envelope.Events.Count), stored.Count(isStored => isStored));
        Assert.Contains(false, stored);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Full_group_leaves_before_the_send_ends()
    {
        var commit = Commit(bytes: 2048);
        var all = Enumerable.Range(0, 40).Select(i => StoreAsync(commit, $"id-{i}")).ToArray();
        var messages = new List<HeldQueue.Message> { await queue.NextAsync() };

        // All but what the open group may still hold have left, although nothing was confirmed.
        Assert.True(queue.Waiting > 1);
        while (messages.Sum(message => message.Envelope.Events.Count) < all.Length)
        {
            messages[^1].Confirm();
            messages.Add(await queue.NextAsync());
        }

        messages[^1].Confirm();
        Assert.All(await Task.WhenAll(all).WaitAsync(Limit), Assert.True);
        Assert.All(messages, message => Assert.InRange(message.Size, 1, 2048));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"id-{i}").Order(), messages.SelectMany(message => message.Ids).Order());
    }

    [Fact]
    public async Task End_sends_what_waits_for_company()
    {
        var commit = Commit();
        var first = StoreAsync(commit, "a");
        var second = StoreAsync(commit, "b");

        var end = commit.DisposeAsync().AsTask();
        Task<HeldQueue.Message>[] messages = [queue.NextAsync(), queue.NextAsync()];
        foreach (var message in await Task.WhenAll(messages).WaitAsync(Limit))
            message.Confirm();

        await end.WaitAsync(Limit);
        Assert.True(await first.WaitAsync(Limit));
        Assert.True(await second.WaitAsync(Limit));
    }

    [Fact]
    public async Task Window_of_zero_sends_every_request_alone()
    {
        var commit = Commit(window: TimeSpan.Zero);
        Task<bool>[] all = [StoreAsync(commit, "a"), StoreAsync(commit, "b"), StoreAsync(commit, "c")];

        for (var i = 0; i < all.Length; i++)
        {
            var message = await queue.NextAsync();
            Assert.Single(message.Ids);
            message.Confirm();
        }

        Assert.All(await Task.WhenAll(all).WaitAsync(Limit), Assert.True);
    }

    [Fact]
    public async Task Large_request_sends_its_full_messages_alone_and_shares_the_rest()
    {
        var commit = Commit();
        var before = StoreAsync(commit, "a");
        var held = await queue.NextAsync();
        AcceptedEvent[] events = [.. Enumerable.Range(0, 30).Select(i => Event($"large-{i}", new string('n', 2_000)))];
        var large = StoreAsync(commit, events);
        var small = StoreAsync(commit, "z");

        var full = await queue.NextAsync();
        full.Confirm();
        held.Confirm();
        var shared = await queue.NextAsync();
        shared.Confirm();

        Assert.True(full.Size > QueueEnvelope.MaxBytes - 2_500);
        Assert.Equal([.. events.Skip(full.Envelope.Events.Count).Select(accepted => accepted.Facts.EventId)], shared.Ids.Except(["z"]));
        Assert.Contains("z", shared.Ids);
        Assert.True(await before.WaitAsync(Limit) && await large.WaitAsync(Limit) && await small.WaitAsync(Limit));
    }
}
