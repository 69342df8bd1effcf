using Azure.Storage.Queues;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F18: as many messages that are not ours as good ones, and all of them must become dead letters.</summary>
[Collection(FaultScenario.Name)]
public sealed class FloodTests(FaultScenario.Fixture fixture, ITestOutputHelper output)
{
    private static readonly int Good = FaultSize.Of(100, 20_000);
    private static readonly int Bad = FaultSize.Of(25, 5_000);

    [Fact]
    public async Task Flood_of_messages_that_are_not_ours_becomes_dead_letters_and_the_good_ones_arrive() => await FloodAsync(fixture.Scenario, "fine-in-the-flood");

    /// <summary>Measured against the same without a flood, which takes its time.</summary>
    [LongFact]
    public async Task Flood_of_messages_that_are_not_ours_leaves_the_good_ones_their_pace()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OwnAzurite = true,
            Configure = (settings, _) =>
            {
                // The destination sets the pace, as it does in Azure; without a limit the two kinds would share this machine half and half.
                FaultSettings.Apply(settings);
                settings["Destinations__main__MaxRequestsPerSecond"] = "100";
            },
        });
        var clean = new FaultLoad(scenario, "clean");
        await clean.SendAsync(Good, perRequest: 1);
        await scenario.Queues.DrainedAsync(FaultSize.Limit);

        var load = await FloodAsync(scenario, "mixed");

        var (alone, among) = (Pace(scenario, clean), Pace(scenario, load));
        output.WriteLine($"requests/s: {alone:0} alone, {among:0} among the flood ({among / alone:P0})");
        Assert.True(among >= 0.8 * alone, $"{among:0} requests/s instead of {alone:0}");
    }

    private async Task<FaultLoad> FloodAsync(Scenario scenario, string prefix)
    {
        var before = (await DeadLetters.ListAsync(scenario, "&reason=unreadable")).Count;
        var load = new FaultLoad(scenario, prefix);
        var check = new FaultCheck(scenario, output, "F18 flood of messages that are not ours");
        await Task.WhenAll(load.SendAsync(Good, perRequest: 1), FloodAsync(scenario.Queues.Conversions));
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);
        Assert.Equal(Good, balance.Delivered);
        Assert.Equal(before + Bad, (await DeadLetters.ListAsync(scenario, "&reason=unreadable")).Count);
        return load;
    }

    private static async Task FloodAsync(QueueClient queue)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Bad),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, cancellation) => await queue.SendMessageAsync(BinaryData.FromString($"nothing of ours {i}"), cancellationToken: cancellation));
    }

    private static double Pace(Scenario scenario, FaultLoad load)
    {
        var ids = load.Ids.ToHashSet();
        var arrivals = scenario.Spotify.Received.Requests.Where(request => request.Events.Any(received => ids.Contains(received.Id!)))
            .Select(request => request.ReceivedAt).ToArray();
        return arrivals.Length / (arrivals.Max() - arrivals.Min()).TotalSeconds;
    }
}
