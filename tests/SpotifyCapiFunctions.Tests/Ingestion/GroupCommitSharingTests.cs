using SpotifyCapi.Codes;
using SpotifyCapi.Queueing;

namespace SpotifyCapiFunctions.Tests.Ingestion;

/// <summary>What requests in one message have in common, and which never share one.</summary>
public sealed class GroupCommitSharingTests : GroupCommitTest
{
    [Fact]
    public async Task SourcesAndDestinations_NeverShareAMessage()
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
    public async Task SharedMessage_HasTheFirstTraceAndTimeAndLinksTheTracesThatAreRecorded()
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
    public async Task RequestsThatShareAMessage_AreToldItsTime()
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
