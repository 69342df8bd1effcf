using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;

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
