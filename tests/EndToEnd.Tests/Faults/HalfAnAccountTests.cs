using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F13, F17, F22: one of the two storage services refuses, the other works.</summary>
public sealed class HalfAnAccountTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Enqueue_refused_is_503_and_never_a_promise()
    {
        await using var queue = await RefusingQueue.StartAsync();
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                settings.Remove(ScenarioSettings.EnqueueTimeout);
                Redirect(settings, "QueueEndpoint", queue.Address);
            },
        });

        for (var i = 0; i < FaultSize.Of(3, 100); i++)
        {
            var (answer, _) = await scenario.PostOrderAsync();
            Assert.Equal(503, answer.Status);
            Assert.True(answer.Headers.ContainsKey("Retry-After"));
        }

        Assert.Empty(scenario.Accounting.Accepted);
        output.WriteLine("F22 enqueue refused: no promise was made");
    }

    [Fact]
    public async Task Blob_service_down_is_said_and_still_delivers_and_keeps_what_it_cannot_give_up()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                Redirect(settings, "BlobEndpoint", "http://127.0.0.1:9");
            },
        });
        var (summary, health) = (await scenario.GetAsync("/api/summary"), await scenario.GetAsync("/api/health"));
        Assert.Equal((503, "storage_unavailable"), (summary.Status, Assert.Single(summary.Codes)));
        Assert.Equal((503, "blob"), (health.Status, Assert.Single(health.Json.GetProperty("failing").EnumerateArray()).GetString()));
        Assert.Equal(200, (await scenario.GetAsync("/api/health?probe=live")).Status);
        var load = new FaultLoad(scenario, "blob");
        var check = new FaultCheck(scenario, output, "F13, F17 blob service down");
        scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = "blob-00003" });

        await load.SendAsync(20, perRequest: 10);
        await scenario.DeliveredAsync(load.Ids.Where(id => id != "blob-00003"));
        await Eventually.TrueAsync(() => scenario.Spotify.Received.Find("blob-00003").Count >= 8, "the bad event is tried again and again");

        // Only the bad event waits: its neighbours were not sent again with it.
        await scenario.App.StopAsync();
        await Eventually.TrueAsync(
            async () => (await Queues.PeekAsync(scenario.Queues.Conversions)).Count == 1, () => "the bad event is visible in the queue");
        var balance = await check.CheckAsync(load, [], TimeSpan.Zero, mostDuplicates: 0);
        Assert.Equal((19, 1), (balance.Delivered, balance.Queued));
    }

    private static void Redirect(Dictionary<string, string> settings, string service, string address)
    {
        const string AccountName = "AccountName=";
        var all = settings["AzureWebJobsStorage"].Split(';', StringSplitOptions.RemoveEmptyEntries);
        var account = all.Single(part => part.StartsWith(AccountName, StringComparison.Ordinal))[AccountName.Length..];
        var parts = all.Where(part => !part.StartsWith(service, StringComparison.Ordinal));
        settings["AzureWebJobsStorage"] = string.Join(';', [.. parts, $"{service}={address}/{account}"]);
    }
}
