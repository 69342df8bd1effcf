using System.Text.Json;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Secrets;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class EventSenderTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ScriptedServer server = new();
    private readonly FakeTime time = new(SampleEvent.Now);
    private readonly Dictionary<string, int> taken = [];

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Good_events_go_in_one_request_and_are_delivered()
    {
        Refuse([]);

        var sent = Assert.Single(await SendAsync(100));

        Assert.IsType<DeliveryOutcome.Delivered>(sent.Outcome);
        Assert.Equal(200, sent.Answer?.Status);
        Assert.Equal(Ids(0, 100), sent.Events.Select(item => item.Facts.EventId));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task More_events_than_fit_go_in_several_requests_in_order()
    {
        Refuse([]);

        var sent = await SendAsync(250);

        Assert.Equal([100, 100, 50], sent.Select(request => request.Events.Count));
        Assert.Equal(Ids(0, 250), sent.SelectMany(request => request.Events).Select(item => item.Facts.EventId));
    }

    public static TheoryData<int> Culprits => [.. Enumerable.Range(0, 100)];

    [Theory]
    [MemberData(nameof(Culprits))]
    public async Task One_bad_event_of_a_hundred_is_alone_after_a_logarithm_of_requests(int culprit)
    {
        Refuse([$"order-{culprit}"]);

        var sent = await SendAsync(100);

        AssertSettled(sent, 100, [$"order-{culprit}"], DeliveryReasons.RejectedBySpotify);
        Assert.InRange(server.Seen.Count, 1, 1 + (2 * (int)Math.Ceiling(Math.Log2(100))));
    }

    [Theory]
    [InlineData(0, 99)]
    [InlineData(49, 50)]
    [InlineData(3, 4, 5, 90)]
    public async Task Several_bad_events_are_each_alone_and_the_rest_is_delivered_once(params int[] culprits)
    {
        var ids = culprits.Select(culprit => $"order-{culprit}").ToArray();
        Refuse(ids);

        AssertSettled(await SendAsync(100), 100, ids, DeliveryReasons.RejectedBySpotify);
    }

    [Fact]
    public async Task When_all_are_bad_each_is_rejected_and_none_is_sent_for_ever()
    {
        Refuse([.. Ids(0, 33)]);

        AssertSettled(await SendAsync(33), 33, [.. Ids(0, 33)], DeliveryReasons.RejectedBySpotify);
        Assert.Equal((2 * 33) - 1, server.Seen.Count);
    }

    [Theory]
    [InlineData(422, DeliveryReasons.RejectedBySpotify)]
    [InlineData(413, DeliveryReasons.TooLargeForSpotify)]
    public async Task Other_refusals_of_the_events_are_halved_alike(int status, string reason)
    {
        Refuse(["order-7"], status);

        AssertSettled(await SendAsync(20), 20, ["order-7"], reason);
    }

    [Fact]
    public async Task A_server_that_takes_only_short_bodies_gets_short_bodies()
    {
        server.Rule = seen => Take(seen, seen.Body.Length > 3_000 ? 413 : 200);

        var sent = await SendAsync(100);

        AssertSettled(sent, 100, [], "");
    }

    [Theory]
    [InlineData(401, DeliveryReasons.Unauthorized)]
    [InlineData(403, DeliveryReasons.Forbidden)]
    [InlineData(404, DeliveryReasons.WrongEndpoint)]
    public async Task A_pause_leaves_the_rest_untried(int status, string reason)
    {
        server.Then(200).Then(status);

        var sent = await SendAsync(500);

        Assert.Equal(new DeliveryOutcome.Delivered(), sent[0].Outcome);
        Assert.All(sent.Skip(1), request => Assert.Equal(new DeliveryOutcome.Paused(reason), request.Outcome));
        Assert.Equal(status, sent[1].Answer?.Status);
        Assert.All(sent.Skip(2), request => Assert.Equal((null, TimeSpan.Zero), (request.Answer, request.Duration)));
        Assert.Equal(Ids(0, 500), sent.SelectMany(request => request.Events).Select(item => item.Facts.EventId));
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_pause_in_the_middle_of_halving_leaves_the_other_half_untried()
    {
        server.Then(400).Then(403);

        var sent = await SendAsync(10);

        Assert.All(sent, request => Assert.Equal(new DeliveryOutcome.Paused(DeliveryReasons.Forbidden), request.Outcome));
        Assert.Equal(Ids(0, 10), sent.SelectMany(request => request.Events).Select(item => item.Facts.EventId));
    }

    [Fact]
    public async Task A_request_to_try_again_concerns_its_own_events_only()
    {
        server.Then(503).Then(200);

        var sent = await SendAsync(150);

        Assert.Equal(
            [new DeliveryOutcome.Retry(DeliveryReasons.SpotifyUnavailable), new DeliveryOutcome.Delivered()],
            sent.Select(request => request.Outcome));
        Assert.Equal([100, 50], sent.Select(request => request.Events.Count));
    }

    [Fact]
    public async Task The_time_of_a_request_is_measured()
    {
        server.Then((_, _) =>
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            return Task.FromResult(ScriptedServer.Answer(200));
        });

        Assert.Equal(TimeSpan.FromMilliseconds(250), Assert.Single(await SendAsync(1)).Duration);
    }

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
        var sender = Sender(new OneTry());
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
        var sender = Sender(new OneTry());
        var first = sender.SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None);
        await server.SeesAsync(1);
        var waiting = sender.SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None);

        time.Advance(EventSender.LongestRun);
        await Task.Run(answer.SetResult);

        await Task.WhenAll(first, waiting).WaitAsync(Limit);
        Assert.Equal(new DeliveryOutcome.Paused(DeliveryReasons.OutOfTime), Assert.Single(await waiting).Outcome);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Further_tries_take_a_place_in_the_rate_budget()
    {
        server.Then(503).Then(503).Then(200);
        var turns = new ManualTime();
        using var lane = SlowLane(turns);
        var sending = Sender(new ThreeTries()).SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None);

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
            {
                _ = lane.Budget.TryWaitAsync(TimeSpan.MaxValue, CancellationToken.None);
            }

            return Task.FromResult(ScriptedServer.Answer(503));
        });

        var sent = await Sender(new ThreeTries()).SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None).WaitAsync(Limit);

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

        var sent = Assert.Single(await Sender(new ThreeTries()).SendAsync(lane, TestEvents.Hashed(1), CancellationToken.None));

        Assert.Equal(new DeliveryOutcome.Retry(DeliveryReasons.SpotifyUnavailable), sent.Outcome);
    }

    [Fact]
    public async Task Events_that_the_profile_no_longer_has_are_rejected_and_their_neighbours_delivered()
    {
        server.Then(200);
        HashedEvent[] events = [.. TestEvents.Hashed(6).Select((item, i) => item with { Facts = item.Facts with { Event = i is 1 or 4 ? StandardEvent.View : StandardEvent.Purchase } })];
        using var lane = new DestinationLane(
            TestDestinations.Partner with { TokenSecret = "capi-token", MaxRequestsPerSecond = 1000 }, new BreakerOptions(), TimeProvider.System);

        var sent = await Sender(new OneTry()).SendAsync(lane, events, CancellationToken.None);

        Assert.Equal(
            [("Rejected", "order-1 order-4"), ("Delivered", "order-0 order-2 order-3 order-5")],
            sent.Select(request => (request.Outcome.GetType().Name, string.Join(' ', request.Events.Select(item => item.Facts.EventId)))));
        Assert.Equal(new DeliveryOutcome.Rejected(DeliveryReasons.NotInProfile), sent[0].Outcome);
    }

    [Fact]
    public async Task No_events_are_no_request() => Assert.Empty(await SendAsync(0));

    private async Task<IReadOnlyList<SentRequest>> SendAsync(int count)
    {
        using var lane = Lane(TestDestinations.Direct.MaxConcurrency);
        return await Sender(new OneTry()).SendAsync(lane, TestEvents.Hashed(count), CancellationToken.None);
    }

    private EventSender Sender(IQuickTries tries)
    {
        var tokens = new CapiTokens(new FakeSecrets(("capi-token", "token-1")));
        return new EventSender(new SpotifyClient(server.Client, new BearerSources(tokens, tokens), time), tries, time);
    }

    // The budget waits by a clock that runs; the one of the test stands still.
    private static DestinationLane Lane(int concurrency) =>
        new(TestDestinations.Direct with { MaxRequestsPerSecond = 1000, MaxConcurrency = concurrency }, new BreakerOptions(), TimeProvider.System);

    private static DestinationLane SlowLane(ManualTime turns) => new(TestDestinations.Direct with { MaxRequestsPerSecond = 1 }, new BreakerOptions(), turns);

    private sealed class ThreeTries : IQuickTries
    {
        public async Task<SpotifyAnswer> RunAsync(Func<TimeSpan, CancellationToken, Task<SpotifyAnswer>> request, CancellationToken cancellationToken)
        {
            var answer = await request(TimeSpan.FromSeconds(20), cancellationToken);
            for (var i = 0; i < 2 && answer is SpotifyAnswer.Responded { Status: 503 }; i++)
            {
                answer = await request(TimeSpan.FromSeconds(20), cancellationToken);
            }

            return answer is SpotifyAnswer.OutOfTime(var last) ? last : answer;
        }
    }

    private sealed class OneTry : IQuickTries
    {
        public Task<SpotifyAnswer> RunAsync(Func<TimeSpan, CancellationToken, Task<SpotifyAnswer>> request, CancellationToken cancellationToken) =>
            request(TimeSpan.FromSeconds(20), cancellationToken);
    }

    private void Refuse(string[] culprits, int status = 400) =>
        server.Rule = seen => Take(seen, culprits.Any(culprit => seen.Text.Contains($"\"{culprit}\"", StringComparison.Ordinal)) ? status : 200);

    private HttpResponseMessage Take(SeenRequest seen, int status)
    {
        if (status == 200)
        {
            using var json = JsonDocument.Parse(seen.Body);
            foreach (var item in json.RootElement.GetProperty("conversion_events").GetProperty("events").EnumerateArray())
            {
                var id = item.GetProperty("event_id").GetString()!;
                taken[id] = taken.GetValueOrDefault(id) + 1;
            }
        }

        return ScriptedServer.Answer(status);
    }

    private void AssertSettled(IReadOnlyList<SentRequest> sent, int count, string[] rejected, string reason)
    {
        Assert.Equal(Ids(0, count), sent.SelectMany(request => request.Events).Select(item => item.Facts.EventId));
        var refused = sent.Where(request => request.Outcome is not DeliveryOutcome.Delivered).ToArray();
        Assert.Equal(rejected, refused.Select(request => Assert.Single(request.Events).Facts.EventId));
        Assert.All(refused, request => Assert.Equal(new DeliveryOutcome.Rejected(reason), request.Outcome));
        Assert.Equal(Ids(0, count).Except(rejected).Order(StringComparer.Ordinal), taken.Keys.Order(StringComparer.Ordinal));
        Assert.All(taken.Values, times => Assert.Equal(1, times));
    }

    private static IEnumerable<string> Ids(int first, int count) => Enumerable.Range(first, count).Select(i => $"order-{i}");
}
