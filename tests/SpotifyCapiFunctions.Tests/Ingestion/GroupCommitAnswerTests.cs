using SpotifyCapi.Codes;
using SpotifyCapi.Queueing;

namespace SpotifyCapiFunctions.Tests.Ingestion;

/// <summary>Each request is answered as its message was, whoever else was in it.</summary>
public sealed class GroupCommitAnswerTests : GroupCommitTest
{
    [Fact]
    public async Task Failed_send_fails_exactly_the_requests_in_it()
    {
        var commit = Commit();
        var first = StoreAsync(commit, "a");
        Task<bool>[] second = [StoreAsync(commit, "b"), StoreAsync(commit, "c")];
        var lonely = await queue.NextAsync();
        lonely.Confirm();
        var shared = await queue.NextAsync();
        var third = StoreAsync(commit, "d");

        shared.Refuse();
        (await queue.NextAsync()).Confirm();

        Assert.True(await first.WaitAsync(Limit));
        Assert.All(await Task.WhenAll(second).WaitAsync(Limit), Assert.False);
        Assert.True(await third.WaitAsync(Limit));
    }

    [Fact]
    public async Task Queue_that_throws_throws_for_exactly_the_requests_in_that_message_and_the_next_one_is_sent()
    {
        var commit = Commit();
        var first = StoreAsync(commit, "a");
        var second = StoreAsync(commit, "b");

        (await queue.NextAsync()).Answer.SetException(new TimeoutException());
        (await queue.NextAsync()).Confirm();

        await Assert.ThrowsAsync<TimeoutException>(() => first.WaitAsync(Limit));
        Assert.True(await second.WaitAsync(Limit));
    }

    [Fact]
    public async Task Caller_that_hangs_up_in_the_middle_is_told_what_is_stored_all_the_same()
    {
        var commit = Commit();
        using var hangsUp = new CancellationTokenSource();
        var header = new EnvelopeHeader("main", "shop", 0, Now);
        var events = EnvelopePacker.Write(header, [.. Enumerable.Range(0, 400).Select(i => Event($"id-{i}", new string('x', 250)))]);
        Assert.True(events.Parts.Count > 1);

        var storing = commit.StoreAsync(header, events, hangsUp.Token);
        await hangsUp.CancelAsync();
        for (var i = 0; i < events.Parts.Count; i++)
            (await queue.NextAsync()).Confirm();

        Assert.All(await storing.WaitAsync(Limit), part => Assert.True(part.IsStored));
    }

    [Fact]
    public async Task Caller_that_hangs_up_disturbs_nobody_and_is_stored_with_the_others()
    {
        var commit = Commit();
        using var hangsUp = new CancellationTokenSource();
        var first = StoreAsync(commit, "a");
        Task<bool>[] others = [StoreAsync(commit, "b", token: hangsUp.Token), StoreAsync(commit, "c")];

        await hangsUp.CancelAsync();
        (await queue.NextAsync()).Confirm();
        var shared = await queue.NextAsync();
        shared.Confirm();

        Assert.Equal(["b", "c"], shared.Ids);
        Assert.True(await first.WaitAsync(Limit));
        Assert.All(await Task.WhenAll(others).WaitAsync(Limit), Assert.True);
    }

    [Fact]
    public async Task Caller_that_hung_up_before_is_not_stored()
    {
        var commit = Commit();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreAsync(commit, "a", token: new CancellationToken(true)));

        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Many_requests_with_failures_are_each_answered_as_their_message_was()
    {
        var commit = Commit(window: TimeSpan.FromMilliseconds(1), bytes: 4096);
        var random = new Random(11);
        var confirmed = new HashSet<string>();
        var refused = new HashSet<string>();
        const int Requests = 2_000;
        var answering = Task.Run(async () =>
        {
            for (var seen = 0; seen < Requests;)
            {
                var message = await queue.NextAsync();
                var ids = message.Ids.ToArray();
                seen += ids.Length;
                if (random.Next(4) > 0)
                {
                    confirmed.UnionWith(ids);
                    message.Confirm();
                }
                else
                {
                    refused.UnionWith(ids);
                    message.Refuse();
                }
            }
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(i => Task.Run(async () => (Id: $"id-{i}", Stored: await StoreAsync(commit, $"id-{i}")))))
            .WaitAsync(Limit);
        await answering.WaitAsync(Limit);

        Assert.NotEmpty(confirmed);
        Assert.NotEmpty(refused);
        Assert.Equal(confirmed.Order(), answers.Where(answer => answer.Stored).Select(answer => answer.Id).Order());
        Assert.Equal(refused.Order(), answers.Where(answer => !answer.Stored).Select(answer => answer.Id).Order());
    }
}

/// <summary>What requests in one message have in common, and which never share one.</summary>
public sealed class GroupCommitSharingTests : GroupCommitTest
{
    [Fact]
    public async Task Sources_and_destinations_never_share_a_message()
    {
        var commit = Commit();
        Task<bool>[] all =
        [
            StoreAsync(commit, "a"), StoreAsync(commit, "b"), StoreAsync(commit, "c", source: "other"), StoreAsync(commit, "d", source: "other"),
            StoreAsync(commit, "e", destination: "second"),
        ];

        var seen = new List<(string, string, string)>();
        for (var i = 0; i < all.Length; i++)
        {
            var message = await queue.NextAsync();
            seen.Add((message.Envelope.Header.Destination, message.Envelope.Header.Source, string.Join(',', message.Ids)));
            message.Confirm();
        }

        Assert.All(await Task.WhenAll(all).WaitAsync(Limit), Assert.True);
        Assert.Equal(
            [("main", "other", "c"), ("main", "other", "d"), ("main", "shop", "a"), ("main", "shop", "b"), ("second", "shop", "e")], seen.Order());
    }

    [Fact]
    public async Task Shared_message_has_the_first_trace_and_time_and_links_the_traces_that_are_recorded()
    {
        var commit = Commit();
        var before = StoreAsync(commit, "a");
        Task<bool>[] all =
        [
            StoreAsync(commit, "b", trace: TraceOf(1, recorded: false), at: Now),
            StoreAsync(commit, "c", trace: TraceOf(2, recorded: true), at: Now.AddMilliseconds(3)),
            StoreAsync(commit, "d", trace: TraceOf(3, recorded: false), at: Now.AddMilliseconds(4)),
            StoreAsync(commit, "e"),
        ];
        (await queue.NextAsync()).Confirm();
        var message = await queue.NextAsync();
        message.Confirm();

        Assert.Equal(TraceOf(1, recorded: false), message.Envelope.Header.TraceParent);
        Assert.Equal([TraceOf(2, recorded: true)], message.Envelope.Header.TraceLinks);
        Assert.Equal(Now, message.Envelope.Header.FirstQueued);
        Assert.True(await before.WaitAsync(Limit));
        Assert.All(await Task.WhenAll(all).WaitAsync(Limit), Assert.True);
    }

    /// <summary>What is told about an event by time, and its message, must name the same time.</summary>
    [Fact]
    public async Task Requests_that_share_a_message_are_told_its_time()
    {
        var commit = Commit();
        var times = new[] { Now, Now.AddMilliseconds(3), Now.AddMilliseconds(9) };
        var stored = times.Select((at, i) => (Header: new EnvelopeHeader("main", "shop", 0, at), Id: $"id-{i}"))
            .Select(each => commit.StoreAsync(each.Header, EnvelopePacker.Write(each.Header, [Event(each.Id)]), default)).ToArray();

        (await queue.NextAsync()).Confirm();
        var shared = await queue.NextAsync();
        shared.Confirm();

        Assert.Equal(["id-1", "id-2"], shared.Ids);
        var told = (await Task.WhenAll(stored).WaitAsync(Limit)).Select(parts => Assert.Single(parts).FirstQueued);
        Assert.Equal([times[0], times[1], times[1]], told);
        Assert.Equal(times[1], shared.Envelope.Header.FirstQueued);
    }
}
