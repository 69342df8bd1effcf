using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

/// <summary>A request that waits for its turn, or is tried once more, goes only while it still should.</summary>
public sealed class EventSenderTurnTests : EventSenderTest
{
    [Theory]
    [InlineData(401, DeliveryReasons.Unauthorized)]
    [InlineData(403, DeliveryReasons.Forbidden)]
    public async Task Requests_that_wait_for_their_turn_are_not_sent_once_the_destination_is_paused(int status, string reason)
    {
        var refuse = new TaskCompletionSource();
        server.Then(async (_, _) =>
        {
            await refuse.Task;
            return ScriptedServer.Answer(status);
        });
        using var lane = Lane(concurrency: 1);
        var sender = Sender(tries: 1);
        var first = sender.SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None);
        await server.SeesAsync(1);
        var waiting = Enumerable.Range(0, 5).Select(_ => sender.SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None)).ToArray();

        await Task.Run(refuse.SetResult);

        var sent = (await Task.WhenAll(waiting).WaitAsync(Limit)).SelectMany(results => results);
        Assert.All(sent, request => Assert.Equal((new DeliveryOutcome.Paused(reason), (int?)null), (request.Outcome, request.Answer?.Status)));
        Assert.Equal(status, Assert.Single(await first).Answer?.Status);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_request_whose_turn_comes_after_the_longest_run_is_not_sent()
    {
        var answer = new TaskCompletionSource();
        server.Then(async (_, _) =>
        {
            await answer.Task;
            return ScriptedServer.Answer(200);
        });
        using var lane = Lane(concurrency: 1);
        var sender = Sender(tries: 1);
        var first = sender.SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None);
        await server.SeesAsync(1);
        var waiting = sender.SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None);

        time.Advance(EventSender.MaxRunTime);
        await Task.Run(answer.SetResult);

        await Task.WhenAll(first, waiting).WaitAsync(Limit);
        Assert.Equal(new DeliveryOutcome.Paused(DeliveryReasons.OutOfTime), Assert.Single(await waiting).Outcome);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Requests_that_wait_for_their_turn_are_not_sent_once_the_host_is_stopping()
    {
        var answer = new TaskCompletionSource();
        server.Then(async (_, _) =>
        {
            await answer.Task;
            return ScriptedServer.Answer(200);
        });
        using var stopping = new CancellationTokenSource();
        using var lane = Lane(concurrency: 1);
        var sender = Sender(tries: 1);
        var first = sender.SendAsync(lane, TestEvents.Hashed(1), stopping.Token);
        await server.SeesAsync(1);
        var waiting = sender.SendAsync(lane, TestEvents.Hashed(1), stopping.Token);

        await stopping.CancelAsync();

        Assert.Equal(new DeliveryOutcome.Paused(DeliveryReasons.Stopping), Assert.Single(await waiting.WaitAsync(Limit)).Outcome);
        answer.SetResult();
        Assert.IsType<DeliveryOutcome.Delivered>(Assert.Single(await first.WaitAsync(Limit)).Outcome);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Further_tries_take_a_place_in_the_rate_budget()
    {
        server.Then(503).Then(503).Then(200);
        var turns = new ManualTime();
        using var lane = SlowLane(turns);
        var sending = Sender(tries: 3).SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None);

        for (var i = 0; i < 500 && !sending.IsCompleted; i++)
        {
            turns.Advance(turns.Waits > 0 ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero);
            await Task.Delay(10);
        }

        Assert.IsType<DeliveryOutcome.Delivered>(Assert.Single(await sending.WaitAsync(Limit)).Outcome);
        Assert.InRange(turns.GetUtcNow() - ManualTime.Start, TimeSpan.FromSeconds(1.8), TimeSpan.FromSeconds(2.2));
    }

    [Fact]
    public async Task A_further_try_whose_place_is_far_off_is_left()
    {
        using var lane = SlowLane(new ManualTime());
        server.Then((_, _) =>
        {
            for (var i = 0; i < 4; i++)
                _ = lane.Budget.TryWaitAsync(TimeSpan.MaxValue, CancellationToken.None);

            return Task.FromResult(ScriptedServer.Answer(503));
        });

        var sent = await Sender(tries: 3).SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None).WaitAsync(Limit);

        Assert.Equal(new DeliveryOutcome.Retry(DeliveryReasons.SpotifyUnavailable), Assert.Single(sent).Outcome);
    }

    [Fact]
    public async Task A_destination_that_is_left_alone_meanwhile_gets_no_further_try()
    {
        using var lane = Lane(concurrency: 16);
        server.Then((_, _) =>
        {
            Assert.True(lane.Breaker.TryEnter(out var permit, out var _));
            lane.Breaker.Record(permit, new DeliveryOutcome.Paused(DeliveryReasons.Unauthorized));
            return Task.FromResult(ScriptedServer.Answer(503));
        });

        var sent = Assert.Single(await Sender(tries: 3).SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None));

        Assert.Equal(new DeliveryOutcome.Retry(DeliveryReasons.SpotifyUnavailable), sent.Outcome);
    }
}
