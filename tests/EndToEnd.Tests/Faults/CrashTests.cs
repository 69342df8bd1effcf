using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F1 and F2: the app is killed, as a crash or a lost machine would, at moments that nobody chose.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int PerRequest = 10;

    private static readonly int Kills = FaultSize.Of(3, 20);
    private static readonly int Events = FaultSize.Of(300, 10_000);

    [Fact]
    public async Task KilledInFlight_LosesNothingAndRepeatsNoMoreThanWasUnderWay()
    {
        var atOnce = 0;
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OnDisk = true,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
                atOnce = FaultSettings.FewAtOnce(settings);
            },
        });
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 100, Forever = true });

        await KillAndCheckAsync(scenario, "F1 kill -9 in flight", other: null, atOnce);
    }

    /// <summary>Nearly everything is put off or given up, so that most kills fall between the next place's write and the acknowledgement.</summary>
    [Fact]
    public async Task KilledWhileEventsArePutOffAndGivenUp_LosesNothing()
    {
        var atOnce = 0;
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OnDisk = true,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
                settings["Delivery__QuickTries"] = "1";
                settings["Delivery__RetryDelays"] = "00:00:01";
                atOnce = FaultSettings.FewAtOnce(settings);
            },
        });
        scenario.Spotify.Faults.Play(
            new FaultStep { Status = 503, Probability = 0.2, Seed = 2, Forever = true },
            new FaultStep { RejectEventIdPrefix = "bad" });

        var balance = await KillAndCheckAsync(scenario, "F2 kill -9 in a storm of deferrals and dead letters", "bad", atOnce);

        Assert.Equal(Events / 2, balance.Dead);
    }

    private async Task<Balance> KillAndCheckAsync(Scenario scenario, string name, string? other, int atOnce)
    {
        var load = new FaultLoad(scenario, "good");
        var check = new FaultCheck(scenario, output, name);
        var random = new Random(20260123);
        var sending = load.SendAsync(Events, PerRequest, other);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Events that arrived are the clock, so that a slow machine is killed in the same work; half of them may never arrive.
            var until = scenario.Accounting.Delivered().Count + 1 + random.Next(Events / (4 * Kills));
            await Eventually.TrueAsync(() => scenario.Accounting.Delivered().Count >= until, $"event {until} arrives");
            await Task.Delay(random.Next(60));
            scenario.App.Kill();
            await scenario.App.RestartAsync();
        }

        check.FaultEnds();
        await sending;

        // Each sender has one request under way, so a message that several share holds at most one of each.
        return await check.DrainedAsync(load, mostDuplicates: (long)Kills * PerRequest * FaultLoad.Senders * (atOnce + 1));
    }
}
