using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F24: a new version is rolled out, or an instance is taken away, under load.</summary>
public sealed class ShutdownTests(ITestOutputHelper output)
{
    private const int PerRequest = 10;
    private const int InFlight = 30;

    [Fact]
    public async Task StoppedUnderLoad_FinishesInGoodOrderAndTheNextProcessGoesOn()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OwnAzurite = FaultSize.IsLong,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
                settings["Destinations__main__RequestTimeout"] = "00:00:10";
                settings["Ingest__GroupWindow"] = "00:00:00";
                settings["AzureFunctionsJobHost__extensions__queues__batchSize"] = "32";
                settings["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = "16";
            },
        });
        var address = scenario.App.Address;

        await StopWhileSendersSendAsync(scenario);
        Assert.Equal(address, scenario.App.Address);
        for (var round = 0; round < FaultSize.Of(1, 5); round++)
            await CancelUnderABacklogAsync(scenario, round);
    }

    private async Task StopWhileSendersSendAsync(Scenario scenario)
    {
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 50, Forever = true });
        var load = new FaultLoad(scenario, "roll");
        var check = new FaultCheck(scenario, output, "F24 SIGTERM under load");
        await using var sending = load.KeepSending(PerRequest);
        var rollouts = FaultSize.Of(1, 5);
        for (var rollout = 0; rollout < rollouts; rollout++)
        {
            var until = scenario.Spotify.Received.Requests.Count + 10;
            await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count >= until, $"request {until} arrives");
            Assert.Equal(0, await scenario.App.StopAsync());
            Assert.True(scenario.App.WorkerHasExited);
            await scenario.App.RestartAsync([KeyValuePair.Create("LocalHost__CancelOnStop", "true")]);
        }

        check.FaultEnds();
        await sending.StopAsync();
        var balance = await check.DrainedAsync(load);

        Assert.Equal(load.Ids.Count, balance.Delivered);
        NoErrorIsLogged(scenario);

        // A request whose answer was lost with the process is sent again by the client, and with it all that it shared a message with.
        Assert.True(balance.Duplicates <= PerRequest * FaultLoad.Senders * rollouts, balance.ToString());
    }

    /// <summary>The host cancels what runs and goes on asking for messages, as it does on Azure when an instance with a backlog is taken away.</summary>
    private async Task CancelUnderABacklogAsync(Scenario scenario, int round)
    {
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 4_000, Forever = true });
        var load = new FaultLoad(scenario, $"backlog-{round}");
        var check = new FaultCheck(scenario, output, $"F24 SIGTERM under a backlog, {InFlight} messages in flight and cancelled");
        await load.SendAsync(FaultSize.Of(120, 500), perRequest: 1);
        await Eventually.TrueAsync(() => Task.FromResult(Unanswered(scenario) >= InFlight), () => $"{InFlight} requests are with Spotify at once ({Unanswered(scenario)})");

        Assert.Equal(0, await scenario.App.StopAsync());
        scenario.Spotify.Faults.Clear();
        check.FaultEnds();
        await scenario.App.RestartAsync();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        Assert.Equal((load.Ids.Count, 0L), (balance.Delivered, balance.Duplicates));
        NoErrorIsLogged(scenario);
    }

    private static int Unanswered(Scenario scenario) => scenario.Spotify.Received.Requests.Count(request => request.Answered is null);

    private static void NoErrorIsLogged(Scenario scenario) => Assert.Empty(scenario.App.Output.Errors.Select(entry => entry.Line));
}
