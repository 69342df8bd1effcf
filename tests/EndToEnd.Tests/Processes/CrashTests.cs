using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Processes;

public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task KilledWithMessagesInFlight_LosesNothing()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) => settings["LocalRuntime__LeaseSeconds"] = "3",
        });
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 5_000, Forever = true });
        for (var i = 0; i < LongTests.Choose(12, 200); i++)
            Assert.Equal(202, (await scenario.PostOrderAsync()).Answer.Status);
        await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count >= 4, "some deliveries are in flight");

        scenario.App.Kill();
        var inFlight = scenario.Spotify.Received.Summarize().AcceptedEvents;
        scenario.Spotify.Faults.Clear();
        await scenario.App.RestartAsync();

        await scenario.DeliveredAsync(scenario.Accounting.Accepted);
        await scenario.Queues.DrainedAsync();
        var balance = await scenario.Accounting.DrawAsync();
        output.WriteLine($"{inFlight} in flight; {balance}");
        balance.NothingIsLost();
        Assert.Empty(balance.Unexpected);
        Assert.InRange(balance.Duplicates, 0, inFlight);
    }
}
