using System.Globalization;
using EndToEnd.Tests.Faults;
using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Offline;

/// <summary>A night's file, a million rows in the long form: as it should go, and with its worker killed in the middle.</summary>
public sealed class LongFileTests(ITestOutputHelper output)
{
    // Flat, however long the file is; the keys of a million rows are in it.
    private const long MostMemory = 250_000_000;

    private static readonly int Kills = TestForm.Of(1, 5);

    /// <summary>A short file is in no memory's way; that its rows go where they must stands in the tests of uploads.</summary>
    [LongFact]
    public async Task Upload_puts_every_row_where_it_must_go_in_flat_memory()
    {
        await using var scenario = await StartAsync();
        using var file = await LongFile.CreateAsync(seed: 6);
        var began = TimeProvider.System.GetTimestamp();

        await using var stream = file.OpenRead();
        var answer = await new FilePusher(scenario).UploadAsync(stream);
        var queued = TimeProvider.System.GetElapsedTime(began);

        Assert.True(answer.Status == 202, answer.Text);
        var report = FileReport.Parse(answer.Text);
        report.IsExactly(file.Expected);
        (await DeliveredAsync("upload", scenario, file, report, kills: 0, began, queued, scenario.App.PeakMemory)).EverythingArrivedOnce();
    }

    [Fact]
    public async Task Worker_killed_in_the_middle_goes_on_and_ends_with_the_same_totals()
    {
        await using var scenario = await StartAsync();
        using var file = await LongFile.CreateAsync(seed: 7);

        // A short file would be through between two looks at its report; behind a slow destination the reader waits for the queue.
        if (!FaultSize.IsLong)
            scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 600, Forever = true });
        var pusher = new FilePusher(scenario);
        var random = new Random(20260123);
        var points = Enumerable.Range(0, Kills).Select(_ => random.NextDouble() * 0.9 * file.Expected.Rows).Order().ToArray();
        var (kills, peak) = (0, 0L);
        var began = TimeProvider.System.GetTimestamp();

        await using (var stream = file.OpenRead())
            await pusher.DropAsync("sales.csv", stream);
        foreach (var point in points)
        {
            FileReport? seen = null;
            await Eventually.TrueAsync(
                async () => (seen = await pusher.TryReportAsync("sales.csv")) is not null && (seen.IsFinal || seen.Rows >= point), () => $"row {point:0} is read ({seen})", OfflineSize.Limit);
            if (seen!.IsFinal)
                break;
            await Task.Delay(random.Next(50));
            peak = Math.Max(peak, scenario.App.PeakMemory);
            var worker = scenario.App.WorkerId;
            scenario.App.KillWorker();
            kills++;
            await scenario.App.WorkerFollowsAsync(worker);
        }

        scenario.Spotify.Faults.Clear();
        var report = await pusher.ReportAsync("sales.csv");
        var queued = TimeProvider.System.GetElapsedTime(began);

        Assert.True(kills == Kills, $"The file was through when the worker had been killed {kills} times.");
        report.IsExactly(file.Expected);
        var balance = await DeliveredAsync("container, kill -9 of the worker", scenario, file, report, kills, began, queued, Math.Max(peak, scenario.App.PeakMemory));
        balance.NothingIsLost();
        Assert.Empty(balance.Unexpected);
    }

    private static Task<Scenario> StartAsync() => Scenario.StartAsync(new ScenarioOptions
    {
        // Azurite in memory is quick, but has been seen to hang after a minute of this.
        OwnAzurite = FaultSize.IsLong,
        Configure = (settings, _) =>
        {
            OfflineSettings.Apply(settings);

            // A twentieth of the file in the short form, as by default in the long one a fiftieth.
            settings["OfflinePush__CheckpointRows"] = TestForm.Of(250, 20_000).ToString(CultureInfo.InvariantCulture);
            settings["OfflinePush__MaxQueueDepth"] = TestForm.Of(5, 10_000).ToString(CultureInfo.InvariantCulture);
        },
    });

    private async Task<Balance> DeliveredAsync(
        string name, Scenario scenario, LongFile file, FileReport report, int kills, long began, TimeSpan queued, long peak)
    {
        scenario.Accounting.Promise(file.Expected.AcceptedIds);
        await scenario.Queues.DrainedAsync(OfflineSize.Limit);
        var delivered = TimeProvider.System.GetElapsedTime(began);
        var balance = await scenario.Accounting.DrawAsync();
        var memory = Math.Max(peak, scenario.App.PeakMemory);
        OfflineReport.Write(
            output, name, new Measurement(report.Rows, file.Bytes, kills, queued, delivered, report.Messages, balance.Duplicates, memory));
        Assert.Equal(file.Expected.Accepted, balance.Delivered);
        Assert.InRange(memory, 1, MostMemory);
        return balance;
    }
}
