using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;

namespace SpotifyCapi.Tests.Delivery;

/// <summary>A request that is refused for one of its events is halved until that one is alone.</summary>
public sealed class EventSenderHalvingTests : EventSenderTest
{
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

    [Fact]
    public async Task A_pause_in_the_middle_of_halving_leaves_the_other_half_untried()
    {
        server.Then(400).Then(403);

        var sent = await SendAsync(10);

        Assert.All(sent, request => Assert.Equal(new DeliveryOutcome.Paused(DeliveryReasons.Forbidden), request.Outcome));
        Assert.Equal(Ids(0, 10), sent.SelectMany(request => request.Events).Select(item => item.Facts.EventId));
    }
}
