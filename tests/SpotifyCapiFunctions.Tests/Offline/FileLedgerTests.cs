using Azure.Storage.Blobs;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.OfflineFile;
using SpotifyCapiFunctions.Offline;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Offline;

public sealed class FileLedgerTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    private readonly BlobContainers containers = storage.Containers();
    private int owners;

    [Fact]
    public async Task A_process_whose_file_another_one_has_taken_over_writes_nothing_anymore()
    {
        await using var app = await StartAsync();
        var older = await OpenAsync(app);
        Assert.True(await older.WriteAsync(FileStatus.Running, null, null, default));
        Assert.True(await CommitAsync(older, 100, 1, 2));

        var newer = await OpenAsync(app);
        Assert.Equal(100, newer.Checkpoint.Offset);
        Assert.True(await newer.WriteAsync(FileStatus.Running, null, null, default));

        Assert.False(await CommitAsync(older, 150, 3));
        Assert.False(await older.WriteAsync(FileStatus.Failed, new FileProblem(0, "", "no_events", ""), null, default));
        Assert.Equal(("running", 2), await ReportAsync(app));
        Assert.True(await CommitAsync(newer, 200, 3, 4, 5));
        Assert.Equal(("running", 5), await ReportAsync(app));
    }

    [Fact]
    public async Task Of_two_processes_that_begin_at_once_one_is_told_that_it_is_the_second()
    {
        await using var app = await StartAsync();
        var (one, two) = (await OpenAsync(app), await OpenAsync(app));

        Assert.True(await one.WriteAsync(FileStatus.Running, null, null, default));
        Assert.False(await two.WriteAsync(FileStatus.Running, null, null, default));
        Assert.True(await CommitAsync(one, 100, 1));
    }

    /// <summary>The client sends nothing for a value that is not ASCII, and signs another text than arrives where a blank stands at an end.</summary>
    [Fact]
    public void What_a_report_says_of_its_run_is_text_that_a_header_carries()
    {
        const string file = "Bestellungen März.csv ";
        var run = new FileRun(file, "laden", file, DateTimeOffset.UnixEpoch, "\"0x8DE000000000000\"", FileNames.Keys(DateTimeOffset.UnixEpoch));

        Assert.All(RunMetadata.Write(run, FileStatus.Running).Values, text => Assert.Matches("^[!-~]+( [!-~]+)*$", text));
    }

    [Fact]
    public async Task After_the_lease_is_lost_nothing_is_written()
    {
        using var lost = new CancellationTokenSource();
        await using var app = await StartAsync();
        var ledger = await OpenAsync(app, lost.Token);
        await ledger.WriteAsync(FileStatus.Running, null, null, default);
        await lost.CancelAsync();

        Assert.False(await CommitAsync(ledger, 100, 1));
        Assert.Equal(("running", 0), await ReportAsync(app));
        Assert.Equal(0, (await OpenAsync(app)).Checkpoint.Offset);
    }

    [Fact]
    public async Task A_lease_that_is_lost_while_rows_are_read_leaves_them_to_the_next_process()
    {
        using var lost = new CancellationTokenSource();
        var queue = new RecordedEnvelopes { Taken = lost.Cancel };
        await using var app = await StartAsync(queue);
        var ledger = await OpenAsync(app, lost.Token);
        await ledger.WriteAsync(FileStatus.Running, null, null, default);
        var content = OfflineApp.Header + app.Rows(1, 50);
        var source = app.Settings.FileSources[app.Source];
        var opening = await FileRows.OpenAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), source.Options, false, default);
        var pace = new FilePace(TimeSpan.FromSeconds(1), null, Resumes: true);

        var result = await app.Intake.TakeAsync(source, ((FileOpening.Opened)opening).Rows, ledger, pace, () => Task.FromResult(true), lost.Token);

        Assert.Equal((FileEnd.Lost, 0L), (result.End, result.Counts.Rows));
        Assert.Equal(("running", 0), await ReportAsync(app));
        Assert.False(app.Duplicates.IsDuplicate(SeenKey.Conversion("main", StandardEvent.Purchase, queue.EventIds.First())));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(72, false)]
    public async Task Keys_of_a_run_that_goes_on_are_known_as_long_as_the_hour_that_it_began_in(int hoursAgo, bool isKnown)
    {
        await using var app = await StartAsync();
        var startedAt = OfflineApp.Time.GetUtcNow().AddHours(-hoursAgo);
        var run = new FileRun("keys.csv", app.Source, "keys.csv", startedAt, "1", FileNames.Keys(startedAt));
        await CommitAsync(new FileLedger(containers, run, null, "00000001", default), 100, [.. Enumerable.Range(0, 10_000)]);

        await new FileLedger(containers, run, null, "00000001", default).ResumeAsync(app.Duplicates, default);

        Assert.All((int[])[0, 4095, 4096, 9999], number => Assert.Equal(isKnown, app.Duplicates.IsDuplicate(Key(run, number))));
    }

    private static Task<bool> CommitAsync(FileLedger ledger, long offset, params int[] keys)
    {
        var done = ledger.Checkpoint;
        var counts = done.Counts.Plus(new FileCounts { Accepted = keys.Length });
        return ledger.CommitAsync(
            done with { Offset = offset, Counts = counts }, FileStatus.Running, new ProblemList(true), [.. keys.Select(key => Key(ledger.Run, key))], null, default);
    }

    private static SeenKey Key(FileRun run, int number) => SeenKey.Conversion("main", StandardEvent.Purchase, $"{run.Source}-{number}");

    private static async Task<(string?, int)> ReportAsync(OfflineApp app)
    {
        var report = await app.ReportAsync("sales.csv");
        return (report.GetProperty("status").GetString(), report.GetProperty("accepted").GetInt32());
    }

    private async Task<OfflineApp> StartAsync(RecordedEnvelopes? queue = null)
    {
        var app = await OfflineApp.StartAsync(storage, null, queue);
        await containers.Get(StorageNames.WebhookDeliveries).CreateIfNotExistsAsync();
        await app.PutAsync("sales.csv", OfflineApp.Header);
        return app;
    }

    // As a process does that has just taken the lease.
    private async Task<FileLedger> OpenAsync(OfflineApp app, CancellationToken lost = default)
    {
        BlobContainerClient container = containers.Get(StorageNames.OfflineConversions);
        var name = $"incoming/{app.Source}/sales.csv";
        var file = new IncomingFile(container, name, await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: CancellationToken.None));
        var (run, _, version) = await new FileRuns(containers, OfflineApp.Time).FindAsync(file, default);
        var ledger = new FileLedger(containers, run, version, $"{++owners:D8}", lost);
        await ledger.ResumeAsync(app.Duplicates, default);
        return ledger;
    }
}
