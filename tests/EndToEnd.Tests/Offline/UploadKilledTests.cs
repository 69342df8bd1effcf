using EndToEnd.Tests.OfflineFiles;
using Testing.Harness;

namespace EndToEnd.Tests.Offline;

public sealed class UploadKilledTests
{
    /// <summary>An upload has no checkpoint; the person, or <c>./run push</c>, sends it again.</summary>
    [Fact]
    public async Task Worker_killed_during_an_upload_has_every_row_once_after_the_push_command_sent_it_again()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions { Configure = (settings, _) => OfflineSettings.Apply(settings) });
        var folder = Directory.CreateTempSubdirectory("push-");
        var path = Path.Combine(folder.FullName, "sales.csv");
        SalesTotals expected;
        await using (var stream = File.Create(path))
            expected = await new SalesFile(20_000, Seed: 8, OfflineSize.Yesterday).WriteAsync(stream);

        var pushing = RunPush.RunAsync(scenario, path, "--source", "store", "--via", "http");
        await Eventually.TrueAsync(
            async () => scenario.Spotify.Received.Requests.Count > 0 || await Queues.CountAsync(scenario.Queues.Conversions) > 2, () => "rows are queued");
        var worker = scenario.App.WorkerId;
        scenario.App.KillWorker();
        await scenario.App.WorkerFollowsAsync(worker);
        var result = await pushing;
        folder.Delete(recursive: true);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Equal((expected.Rows, expected.Rejected), (result.Count("read"), result.Count("rejected")));
        Assert.Equal(expected.Accepted + expected.Duplicates, result.Count("accepted") + result.Count("duplicate"));
        scenario.Accounting.Promise(expected.AcceptedIds);
        await scenario.Queues.DrainedAsync(OfflineSize.Limit);
        var balance = await scenario.Accounting.DrawAsync();
        balance.NothingIsLost();
        Assert.Equal(expected.Accepted, balance.Delivered);
        Assert.Empty(balance.Unexpected);
    }
}
