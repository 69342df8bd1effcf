using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F18, F19: Spotify refuses single events, and with them the requests that they are in.</summary>
[Collection(FaultScenario.Name)]
public sealed class RejectionTests(FaultScenario.Fixture fixture, ITestOutputHelper output)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task One_bad_event_of_a_hundred_costs_a_logarithm_of_requests_and_no_neighbour()
    {
        var load = new FaultLoad(scenario, "bisect");
        var check = new FaultCheck(scenario, output, "F19 one bad event of a hundred");
        scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = "bisect-00037" });
        var before = scenario.Spotify.Received.Requests.Count;

        await load.SendAsync(100, perRequest: 100);
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        scenario.Spotify.Faults.Clear();
        Assert.Equal((99, 1), (balance.Delivered, balance.Dead));
        var letter = Assert.Single(await DeadLetters.ListAsync(scenario), letter => letter.EventId == "bisect-00037");
        Assert.Equal(("rejected_by_spotify", 1), (letter.Reason, letter.Attempts));

        // Seven halvings of 100, two requests each, and the first one; two messages if the events did not fit into one.
        var requests = scenario.Spotify.Received.Since(before).Count;
        Assert.True(requests <= 17, $"{requests} requests");

        // Spotify may have looked at it before it refused it: what a replay sends must be what it saw.
        Assert.Equal(["replayed"], (await DeadLetters.ReplayAsync(scenario, $$"""{"ids":["{{letter.Id}}"],"dryRun":false}""")).Results);
        await scenario.DeliveredAsync("bisect-00037");
        var sends = scenario.Spotify.Received.Find("bisect-00037");
        Assert.True(sends.Count > 2 && sends.Count(send => send.Request.Accepted) == 1, $"{sends.Count} sends");
        Assert.Single(sends.Select(send => send.Event.Sha256).Distinct());
    }

    [Fact]
    public async Task Flood_of_bad_events_does_not_hold_up_the_good_ones_and_pages_correctly()
    {
        var load = new FaultLoad(scenario, "fine");
        var check = new FaultCheck(scenario, output, "F18 every second event is bad");
        scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = "flood" });

        await load.SendAsync(FaultSize.Of(200, 40_000), perRequest: FaultSize.Of(20, 100), other: "flood");
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        scenario.Spotify.Faults.Clear();
        Assert.Equal((load.Ids.Count / 2, load.Ids.Count / 2), (balance.Delivered, balance.Dead));
        var paged = await DeadLetters.ListAsync(scenario, "&reason=rejected_by_spotify", pageSize: FaultSize.Of(30, 1000));
        Assert.Equal(paged.Count, paged.Select(letter => letter.Id).Distinct().Count());
        Assert.Equal(
            load.Ids.Where(id => id.StartsWith("flood", StringComparison.Ordinal)).Order(),
            paged.Select(letter => letter.EventId!).Where(id => id.StartsWith("flood", StringComparison.Ordinal)).Order());
    }
}
