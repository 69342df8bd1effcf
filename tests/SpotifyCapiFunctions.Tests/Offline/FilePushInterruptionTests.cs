using SpotifyCapiFunctions.Tests.Builders;
using static SpotifyCapiFunctions.Tests.Offline.ReportCounts;

namespace SpotifyCapiFunctions.Tests.Offline;

/// <summary>A run that ends anywhere is gone on with, and nothing is lost or counted twice.</summary>
public sealed class FilePushInterruptionTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    /// <summary>What counts is not repeated and not lost, wherever the process ended before; only the queue may hold rows twice.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_run_that_ends_anywhere_has_the_totals_of_one_that_does_not(int envelopes)
    {
        var source = OfflineApp.NewSource;
        var content = OfflineApp.Header
            + string.Concat(Enumerable.Range(0, 1000).Select(i => i % 100 == 50 ? "a,b\n" : OfflineApp.Row(source, i % 100 == 60 ? i / 200 : i)));
        var queue = new RecordedEnvelopes { Takes = envelopes };
        (string, string?) checkpoint = ("OfflinePush__CheckpointRows", "500");
        await using (var first = await OfflineApp.StartAsync(storage, source, queue, checkpoint))
        {
            await first.PutAsync("night.csv", content);
            await first.Push.RunAsync(null, default);
            Assert.Equal("running", (await first.ReportAsync("night.csv")).GetProperty("status").GetString());
        }

        queue.Takes = int.MaxValue;
        await using var next = await OfflineApp.StartAsync(storage, source, queue, checkpoint);
        await next.Push.RunAsync(null, default);

        var report = await next.ReportAsync("night.csv");
        Assert.Equal("completed", report.GetProperty("status").GetString());
        Assert.Equal([1000, 980, 10, 0, 10], Counts(report));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i * 100 + 52), report.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("line").GetInt32()));
        Assert.Equal(980, queue.EventIds.Distinct().Count());
        Assert.True(queue.EventIds.Count() - 980 <= 500, "More was sent again than the rows of one checkpoint.");
    }

    [Fact]
    public async Task A_stop_of_the_host_leaves_a_checkpoint_and_sends_nothing_twice()
    {
        using var stopping = new CancellationTokenSource();
        var queue = new RecordedEnvelopes { Taken = stopping.Cancel };
        await using var app = await OfflineApp.StartAsync(storage, null, queue, ("OfflinePush__CheckpointRows", "100000"));
        await app.PutAsync("long.csv", OfflineApp.Header + app.Rows(5000, 3000));

        await Record.ExceptionAsync(() => app.Push.RunAsync(null, stopping.Token));

        var report = await app.ReportAsync("long.csv");
        Assert.Equal("running", report.GetProperty("status").GetString());
        Assert.InRange(report.GetProperty("accepted").GetInt32(), 1, 2999);
        await app.Push.RunAsync(null, default);
        AssertCounts(await app.ReportAsync("long.csv"), [3000, 3000, 0, 0, 0]);
        Assert.Equal(3000, queue.EventIds.Count());
    }

    [Fact]
    public async Task Time_that_is_up_ends_the_run_at_a_checkpoint_and_the_next_goes_on()
    {
        var source = OfflineApp.NewSource;
        var queue = new RecordedEnvelopes { Held = () => Task.Delay(100) };
        await using var app = await OfflineApp.StartAsync(storage, source, queue, ("OfflinePush__MaxRunTime", "00:00:01"), ("OfflinePush__Window", "1"));
        await app.PutAsync("long.csv", OfflineApp.Header + app.Rows(6000, 3000));

        var runs = 0;
        for (; runs < 50 && (await app.BlobsAsync()).Contains($"incoming/{source}/long.csv"); runs++)
            await app.Push.RunAsync(null, default);

        Assert.InRange(runs, 2, 49);
        AssertCounts(await app.ReportAsync("long.csv"), [3000, 3000, 0, 0, 0]);
        Assert.Equal(3000, app.Queue.EventIds.Count());
    }

    [Fact]
    public async Task A_half_read_file_whose_source_is_gone_keeps_its_counts()
    {
        var queue = new RecordedEnvelopes { Takes = 4 };
        await using var first = await OfflineApp.StartAsync(storage, null, queue);
        await first.PutAsync("half.csv", OfflineApp.Header + "a,b\n" + first.Rows(1, 500));
        await first.Push.RunAsync(null, default);
        var half = Counts(await first.ReportAsync("half.csv"));

        await using var next = await OfflineApp.StartAsync(storage);
        await next.Push.RunAsync(null, default);

        var report = await next.ReportAsync("half.csv", first.Source);
        Assert.Equal("unknown_source", report.GetProperty("reason").GetString());
        Assert.InRange(half[1], 1, 499);
        AssertCounts(report, half);
        Assert.Equal(["row_too_few_fields", "unknown_source"], report.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()));
    }
}

/// <summary>How far a run reads ahead of the queue.</summary>
public sealed class FilePushPaceTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    [Fact]
    public async Task The_reader_never_runs_further_ahead_than_its_window()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var queue = new RecordedEnvelopes { Held = () => release.Task };
        await using var app = await OfflineApp.StartAsync(storage, null, queue, ("OfflinePush__Window", "3"), ("OfflinePush__CheckpointRows", "5000"));
        await app.PutAsync("wide.csv", OfflineApp.Header + app.Rows(10_000, 4000));

        var running = app.Push.RunAsync(null, default);
        while (queue.MostUnderWay < 3 && !running.IsCompleted)
            await Task.Delay(10);
        await Task.Delay(300);

        Assert.Equal((3, 0), (queue.MostUnderWay, queue.Sent.Count));
        release.SetResult();
        await running;
        Assert.Equal(3, queue.MostUnderWay);
        Assert.True(queue.Sent.Count > 3);
    }

    [Fact]
    public async Task A_queue_that_is_too_deep_for_the_whole_run_gets_not_one_row_more()
    {
        await using var app = await OfflineApp.StartAsync(storage, null, null, ("OfflinePush__MaxRunTime", "00:00:01"), ("OfflinePush__MaxQueueDepth", "1"));
        await app.PutAsync("waits.csv", OfflineApp.Header + app.Rows(1, 150));
        await app.Waiting.CreateIfNotExistsAsync();
        await app.Waiting.SendMessageAsync("one");
        await app.Waiting.SendMessageAsync("two");

        await app.Push.RunAsync(null, default);

        Assert.Empty(app.Queue.Sent);
        Assert.Contains($"incoming/{app.Source}/waits.csv", await app.BlobsAsync());
        await app.Waiting.ClearMessagesAsync();

        // A second is short for a busy machine; what a run leaves, the next one takes.
        for (var run = 0; run < 30 && (await app.BlobsAsync()).Contains($"incoming/{app.Source}/waits.csv"); run++)
            await app.Push.RunAsync(null, default);
        AssertCounts(await app.ReportAsync("waits.csv"), [150, 150, 0, 0, 0]);
    }
}
