using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F24: a new version is rolled out under load.</summary>
public sealed class ShutdownTests(ITestOutputHelper output)
{
    private const int PerRequest = 10;

    [Fact]
    public async Task StoppedUnderLoad_FinishesInGoodOrderAndTheNextProcessGoesOn()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OnDisk = true,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
            },
        });
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 50, Forever = true });
        var load = new FaultLoad(scenario, "roll");
        var check = new FaultCheck(scenario, output, "F24 SIGTERM under load");
        var sending = load.SendAsync(FaultSize.Of(500, 10_000), PerRequest);
        for (var rollout = 0; rollout < FaultSize.Of(1, 5); rollout++)
        {
            var until = scenario.Spotify.Received.Requests.Count + 10;
            await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count >= until, $"request {until} arrives");
            Assert.Equal(0, await scenario.App.StopAsync());
            await scenario.App.RestartAsync();
        }

        check.FaultEnds();
        await sending;
        var balance = await check.DrainedAsync(load);

        Assert.Equal(load.Ids.Count, balance.Delivered);
        Assert.Empty(scenario.App.Output.Errors.Select(entry => entry.Line));
        Assert.True(balance.Duplicates <= PerRequest * FaultLoad.Senders * FaultSize.Of(1, 5), balance.ToString());
    }
}
