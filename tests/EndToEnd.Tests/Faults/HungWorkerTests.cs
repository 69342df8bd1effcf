using SpotifyStandIn.Faults;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>The worker stops answering, as in a long pause of its machine, and goes on afterwards.</summary>
public sealed class HungWorkerTests(ITestOutputHelper output)
{
    private const int PerRequest = 10;

    private static readonly TimeSpan Hang = FaultSize.Of(TimeSpan.FromSeconds(4), TimeSpan.FromMinutes(1));

    [Fact]
    public async Task Worker_that_hangs_goes_on_where_it_was_and_nothing_is_lost()
    {
        await using var scenario = await WorkerScenario.StartAsync();
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 100, Forever = true });
        var load = new FaultLoad(scenario, "hung");
        var check = new FaultCheck(scenario, output, $"worker hung (SIGSTOP) for {Hang.TotalSeconds:0} s");
        var worker = scenario.App.WorkerId;
        await using var sending = load.KeepSending(PerRequest);
        var until = scenario.Spotify.Received.Requests.Count + 10;
        await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count >= until, $"request {until} arrives");

        await scenario.App.HangWorkerAsync();
        await Task.Delay(Hang);
        await scenario.App.WakeWorkerAsync();
        check.FaultEnds();
        await sending.StopAsync();

        // Spotify's answers came while nobody listened, so what was under way may be tried again.
        var balance = await check.DrainedAsync(load, mostDuplicates: (long)WorkerScenario.AtOnce * PerRequest * FaultLoad.Senders);
        Assert.Equal(load.Ids.Count, balance.Delivered);
        Assert.Equal(worker, scenario.App.WorkerId);
    }
}
