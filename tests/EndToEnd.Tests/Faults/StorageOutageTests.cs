using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F3: the storage account goes away and comes back.</summary>
public sealed class StorageOutageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task StorageRestarted_IsAnsweredWith503AndLosesNothing()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OnDisk = true,
            Configure = (settings, _) => FaultSettings.Apply(settings),
        });
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 50, Forever = true });
        var load = new FaultLoad(scenario, "outage");
        var check = new FaultCheck(scenario, output, "F3 storage restarted in ingest and delivery");
        using var over = new CancellationTokenSource();
        var sending = SendUntilAsync(load, over.Token);
        for (var outage = 0; outage < FaultSize.Of(1, 5); outage++)
        {
            var until = scenario.Spotify.Received.Requests.Count + 10;
            await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count >= until, $"request {until} arrives");
            var before = load.Refused;
            await scenario.Azurite.StopAsync();
            await RefusesWithin5SecondsAsync(scenario);
            await Eventually.TrueAsync(() => load.Refused > before, "a client is told to come back");
            await scenario.Azurite.RestartAsync();
        }

        check.FaultEnds();
        await over.CancelAsync();
        await sending;

        // What Spotify has but the queue could not be told; 24 messages are in work at once.
        var balance = await check.DrainedAsync(load, mostDuplicates: FaultSize.Of(1, 5) * 10 * (24 + FaultLoad.Senders));

        Assert.Equal(load.Ids.Count, balance.Delivered);
        Assert.True(load.Refused > 0);
    }

    // Shopify hangs up after five seconds.
    private static async Task RefusesWithin5SecondsAsync(Scenario scenario)
    {
        var (answer, _) = await scenario.PostOrderAsync().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(503, answer.Status);
        Assert.True(answer.Headers.ContainsKey("Retry-After"));
    }

    // However quick the machine is, an outage finds somebody sending.
    private static async Task SendUntilAsync(FaultLoad load, CancellationToken over)
    {
        while (!over.IsCancellationRequested || load.Ids.Count < FaultSize.Of(1000, 10_000))
            await load.SendAsync(200, 10);
    }
}
