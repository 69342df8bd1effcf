using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Settings;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class EventSenderTests : EventSenderTest
{
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

    [Fact]
    public async Task Events_that_the_profile_no_longer_has_are_rejected_and_their_neighbours_delivered()
    {
        server.Then(200, """{"access_token":"t-1"}""").Then(200);
        HashedEvent[] events = [.. TestEvents.Hashed(6).Select((item, i) => item with { Facts = item.Facts with { Event = i is 1 or 4 ? StandardEvent.View : StandardEvent.Purchase } })];
        using var lane = new DestinationPipeline(
            TestDestinations.Partner with { MaxRequestsPerSecond = 1000 }, new BreakerOptions(), TimeProvider.System);

        var sent = await Sender(tries: 1).SendAsync(lane, events, CancellationToken.None);

        Assert.Equal(
            [("Rejected", "order-1 order-4"), ("Delivered", "order-0 order-2 order-3 order-5")],
            sent.Select(request => (request.Outcome.GetType().Name, string.Join(' ', request.Events.Select(item => item.Facts.EventId)))));
        Assert.Equal(new DeliveryOutcome.Rejected(DeliveryReasons.NotInProfile), sent[0].Outcome);
    }

    [Fact]
    public async Task No_events_are_no_request() => Assert.Empty(await SendAsync(0));
}

/// <summary>A sender of events to a scripted server that notes whom it took.</summary>
public abstract class EventSenderTest : IDisposable
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private protected readonly ScriptedServer server = new();
    private protected readonly FakeTimeProvider time = new(SampleEvent.Now);
    private protected readonly Dictionary<string, int> taken = [];

    public void Dispose()
    {
        server.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<IReadOnlyList<SentRequest>> SendAsync(int count)
    {
        using var lane = Lane(TestDestinations.Direct.MaxConcurrency);
        return await Sender(tries: 1).SendAsync(lane, TestEvents.Hashed(count), CancellationToken.None);
    }

    private protected EventSender Sender(int tries)
    {
        var client = TestDestinations.Client(server.Client, new FakeSecrets(("capi-token", "token-1"), ("client-id", "id"), ("client-secret", "secret")), time);
        return new EventSender(client, new ImmediateRetries(new ImmediateRetryOptions { Tries = tries, Delay = TimeSpan.Zero }, () => 0.5, time), time);
    }

    // The budget waits by a clock that runs; the one of the test stands still.
    private protected static DestinationPipeline Lane(int concurrency) =>
        new(TestDestinations.Direct with { MaxRequestsPerSecond = 1000, MaxConcurrency = concurrency }, new BreakerOptions(), TimeProvider.System);

    private protected static DestinationPipeline SlowLane(ManualTime turns) => new(TestDestinations.Direct with { MaxRequestsPerSecond = 1 }, new BreakerOptions(), turns);

    private protected void Refuse(string[] culprits, int status = 400) =>
        server.Rule = seen => Take(seen, culprits.Any(culprit => seen.Text.Contains($"\"{culprit}\"", StringComparison.Ordinal)) ? status : 200);

    private protected HttpResponseMessage Take(SeenRequest seen, int status)
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

    private protected void AssertSettled(IReadOnlyList<SentRequest> sent, int count, string[] rejected, string reason)
    {
        Assert.Equal(Ids(0, count), sent.SelectMany(request => request.Events).Select(item => item.Facts.EventId));
        var refused = sent.Where(request => request.Outcome is not DeliveryOutcome.Delivered).ToArray();
        Assert.Equal(rejected, refused.Select(request => Assert.Single(request.Events).Facts.EventId));
        Assert.All(refused, request => Assert.Equal(new DeliveryOutcome.Rejected(reason), request.Outcome));
        Assert.Equal(Ids(0, count).Except(rejected).Order(StringComparer.Ordinal), taken.Keys.Order(StringComparer.Ordinal));
        Assert.All(taken.Values, times => Assert.Equal(1, times));
    }

    private protected static IEnumerable<string> Ids(int first, int count) => Enumerable.Range(first, count).Select(i => $"order-{i}");
}
