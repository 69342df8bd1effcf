using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F7: the connection to Spotify fails in every way that a connection can.</summary>
[Collection(FaultScenario.Name)]
public sealed class NetworkFaultTests(FaultScenario.Fixture fixture, ITestOutputHelper output)
{
    private readonly Scenario scenario = fixture.Scenario;

    public static TheoryData<string> Faults => ["silence", "headers then silence", "drip", "reset before", "reset after", "reset after processing"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Broken_connection_is_tried_again_with_the_same_bytes(string fault)
    {
        var load = new FaultLoad(scenario, "net-" + fault.Replace(' ', '-'));
        var check = new FaultCheck(scenario, output, $"F7 {fault}");
        scenario.Spotify.Faults.Play(Step(fault) with { Times = 2 });

        await load.SendAsync(FaultSize.Of(4, 100), perRequest: 2);
        check.FaultEnds();
        var balance = await check.DrainedAsync(load);

        scenario.Spotify.Faults.Clear();
        Assert.Equal(load.Ids.Count, balance.Delivered);
        Assert.True(balance.Duplicates == 0 || fault is "drip" or "headers then silence" or "reset after processing", balance.ToString());
    }

    // What never answers is cut off by the request's own limit of a second.
    private static FaultStep Step(string fault) => fault switch
    {
        "silence" => new FaultStep { SilenceMs = 5000 },
        "headers then silence" => new FaultStep { Status = 200, SilenceMs = 5000 },
        "drip" => new FaultStep { Status = 200, Body = "{\"slow\":true}", DripBytesPerSecond = 1 },
        "reset before" => new FaultStep { Reset = ResetPoint.Before },
        "reset after" => new FaultStep { Reset = ResetPoint.After },
        "reset after processing" => new FaultStep { Status = 200, Reset = ResetPoint.After },
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
