using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F7, connection refused, for longer than events are kept.</summary>
public sealed class ExpiryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Refused_connection_until_too_old_ends_in_dead_letters()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, spotify) =>
            {
                FaultSettings.Apply(settings);
                settings["Delivery__MaxAge"] = "00:00:03";
                settings["Ingest__Destination"] = "main";
                settings["Destinations__gone__Endpoint"] = "http://127.0.0.1:9/capi-direct/events/";
                settings["Destinations__gone__ConnectionId"] = ScenarioSettings.OtherConnection;
                settings["Destinations__gone__TokenSecret"] = "main-token";
            },
        });
        var load = new FaultLoad(scenario, "refused") { Query = "?destination=gone" };
        var check = new FaultCheck(scenario, output, "F7 connection refused until expired");

        await load.SendAsync(FaultSize.Of(20, 1000), perRequest: 5);
        check.FaultEnds();
        var balance = await check.DrainedAsync(load);

        Assert.Equal(load.Ids.Count, balance.Dead);
        Assert.All(await DeadLetters.ListAsync(scenario), letter => Assert.Equal("expired", letter.Reason));
    }
}
