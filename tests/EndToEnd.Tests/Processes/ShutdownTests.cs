using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;

namespace EndToEnd.Tests.Processes;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Terminated_FinishesRunningDeliveriesAndEndsWithZero()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 2_000, Forever = true });
        var (_, eventId) = await scenario.PostOrderAsync();
        await Eventually.TrueAsync(() => scenario.Spotify.Received.Find(eventId).Count > 0, "the delivery is in flight");

        var exitCode = await scenario.App.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(0, await Queues.CountAsync(scenario.Queues.Conversions));
        (await scenario.Accounting.DrawAsync()).EverythingArrivedOnce();
        Assert.Empty(scenario.App.Output.Errors);
    }

    [Fact]
    public async Task Restarted_ListensOnTheSamePortAgain()
    {
        await using var scenario = await Scenario.StartAsync();
        var address = scenario.App.Address;

        Assert.Equal(0, await scenario.App.StopAsync());
        await scenario.App.RestartAsync();

        Assert.Equal(address, scenario.App.Address);
        var (answer, eventId) = await scenario.PostOrderAsync();
        Assert.Equal(202, answer.Status);
        await scenario.DeliveredAsync(eventId);
    }
}
