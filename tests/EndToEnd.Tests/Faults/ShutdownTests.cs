using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F24: a new version is rolled out, or an instance is taken away, under load.</summary>
public sealed class ShutdownTests(ITestOutputHelper output)
{
    private const int PerRequest = 10;
    private const int InFlight = 30;

    [Fact]
    public async Task Stopped_under_load_finishes_in_good_order_and_the_next_process_goes_on()
    {
        var lease = "";
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OwnAzurite = FaultSize.IsLong,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
                settings["Destinations__main__RequestTimeout"] = "00:00:15";
                settings["Ingest__GroupWindow"] = "00:00:00";
                settings["AzureFunctionsJobHost__extensions__queues__batchSize"] = "32";
                settings["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = "30";

                // A listener that is stopped while it receives leaves what it was given hidden.
                lease = FaultSettings.ShortLease(settings, seconds: 20);
            },
        });
        var address = scenario.App.Address;

        await StopWhileSendersSendAsync(scenario, lease);
        Assert.Equal(address, scenario.App.Address);
        for (var round = 0; round < FaultSize.Of(1, 5); round++)
            await CancelUnderABacklogAsync(scenario, lease, round);
    }

    private async Task StopWhileSendersSendAsync(Scenario scenario, string lease)
    {
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 50, Forever = true });
        var load = new FaultLoad(scenario, "roll");
        var check = new FaultCheck(scenario, output, $"F24 SIGTERM under load, {lease}");
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
    private async Task CancelUnderABacklogAsync(Scenario scenario, string lease, int round)
    {
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 2_000, Forever = true });
        var load = new FaultLoad(scenario, $"backlog-{round}");
        var check = new FaultCheck(scenario, output, $"F24 SIGTERM under a backlog, {InFlight} messages in flight and cancelled, {lease}");
        await load.SendAsync(FaultSize.Of(80, 500), perRequest: 1);
        await Eventually.TrueAsync(() => Task.FromResult(InWork(scenario) >= InFlight), () => $"{InFlight} messages are in work at once ({InWork(scenario)})");

        Assert.Equal(0, await scenario.App.StopAsync());
        scenario.Spotify.Faults.Clear();
        check.FaultEnds();
        await scenario.App.RestartAsync();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        Assert.Equal((load.Ids.Count, 0L), (balance.Delivered, balance.Duplicates));
        NoErrorIsLogged(scenario);
    }

    private static int InWork(Scenario scenario)
    {
        var lines = scenario.App.Output.Log.Where(entry => entry.Category == "Function.DeliverConversions").Select(entry => entry.Message).ToArray();
        return lines.Count(line => line.StartsWith("Executing ", StringComparison.Ordinal)) - lines.Count(line => line.StartsWith("Executed ", StringComparison.Ordinal));
    }

    private static void NoErrorIsLogged(Scenario scenario) => Assert.Empty(scenario.App.Output.Errors.Select(entry => entry.Line));
}
