using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>The host is killed and its worker is not: nothing may stay behind, and what was under way comes back when its lease ends.</summary>
public sealed class HostKilledTests(ITestOutputHelper output)
{
    private const int PerRequest = 10;

    private static readonly TimeSpan WithinSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Host_killed_alone_takes_its_worker_with_it_and_loses_nothing()
    {
        var (atOnce, lease) = (0, "");
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OwnAzurite = FaultSize.IsLong,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
                atOnce = FaultSettings.FewAtOnce(settings);
                lease = FaultSettings.ShortLease(settings);
            },
        });
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 200, Forever = true });
        var load = new FaultLoad(scenario, "host");
        var check = new FaultCheck(scenario, output, $"kill -9 of the host alone, {lease}") { CountsUnheard = false };
        await using var sending = load.KeepSending(PerRequest);
        await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count >= 10, "request 10 arrives");

        scenario.App.KillHost();
        check.FaultEnds();
        await Eventually.TrueAsync(() => scenario.App.WorkerHasExited, "the worker ends by itself", WithinSeconds);
        await scenario.App.RestartAsync();
        await sending.StopAsync();

        Assert.True(load.Refused > 0, "Nobody was sending.");
        var balance = await check.DrainedAsync(load, mostDuplicates: (long)atOnce * PerRequest * FaultLoad.Senders);
        Assert.Equal(load.Ids.Count, balance.Delivered);
        Assert.Equal(FaultSize.IsLong, !scenario.App.Output.Lines.Any(line => line.Contains("Leases of queue messages are shortened", StringComparison.Ordinal)));
    }
}
