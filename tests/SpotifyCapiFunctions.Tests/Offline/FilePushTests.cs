using System.Text.Json;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Offline;

[Collection(AzuriteCollection.Name)]
public sealed class FilePushTests(AzuriteCollection.Storage storage)
{
    [Fact]
    public async Task AFile_IsQueuedReportedAndMoved()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("sales.csv", OfflineApp.Header + app.Rows(1, 250) + "251,too,few\n" + app.Row(7) + ",,,,\n");

        await app.Push.RunAsync(default);

        var report = await app.ReportAsync("sales.csv");
        Assert.Equal("completed", report.GetProperty("status").GetString());
        Assert.Equal("sales.csv", report.GetProperty("report_id").GetString());
        Assert.Equal([253, 250, 1, 1, 1], Counts(report));
        Assert.Equal(1, report.GetProperty("by_code").GetProperty("row_too_few_fields").GetInt32());
        var problem = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal(252, problem.GetProperty("line").GetInt64());
        Assert.Equal(Enumerable.Range(1, 250).Select(number => $"order-{app.Source}-{number}").Order(), app.Queue.EventIds.Order());
        Assert.Equal([$"processed/{app.Source}/sales.csv", $"reports/{app.Source}/sales.csv.json"], await app.BlobsAsync());
    }

    [Fact]
    public async Task TheSameFileAgain_SendsNothingNew()
    {
        var source = OfflineApp.NewSource;
        var content = OfflineApp.Header + OfflineApp.Rows(source, 1000, 150);
        await using (var first = await OfflineApp.StartAsync(storage, source))
        {
            await first.PutAsync("a.csv", content);
            await first.Push.RunAsync(default);
        }

        await using var next = await OfflineApp.StartAsync(storage, source);
        await next.PutAsync("b.csv", content);
        await next.Push.RunAsync(default);

        AssertCounts(await next.ReportAsync("b.csv"), [150, 0, 150, 0, 0]);
        Assert.Empty(next.Queue.Sent);
    }

    [Fact]
    public async Task AnotherFileOfTheSameName_KeepsTheOlderOneAndItsReport()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("daily.csv", OfflineApp.Header + app.Rows(2000, 2));
        await app.Push.RunAsync(default);
        await app.PutAsync("daily.csv", OfflineApp.Header + app.Rows(2000, 3));
        await app.Push.RunAsync(default);

        AssertCounts(await app.ReportAsync("daily.csv"), [3, 1, 2, 0, 0]);
        var blobs = await app.BlobsAsync();
        Assert.Equal(4, blobs.Count);
        Assert.Equal(2, blobs.Count(name => name.StartsWith($"processed/{app.Source}/daily.csv", StringComparison.Ordinal)));
        Assert.Equal(2, blobs.Count(name => name.StartsWith($"reports/{app.Source}/daily.csv", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "empty_body")]
    [InlineData("PK\u0003\u0004nothing to read", "wrong_file_type")]
    [InlineData("foo,bar\n1,2\n", "columns_unknown")]
    [InlineData(OfflineApp.Header, "no_events")]
    public async Task AFileThatCannotBeRead_IsReportedAndMoved(string content, string code)
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("bad.csv", content);

        await app.Push.RunAsync(default);

        var report = await app.ReportAsync("bad.csv");
        Assert.Equal("failed", report.GetProperty("status").GetString());
        Assert.Equal(code, report.GetProperty("reason").GetString());
        Assert.Equal(code, Assert.Single(report.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());
        Assert.Contains($"processed/{app.Source}/bad.csv", await app.BlobsAsync());
    }

    [Theory]
    [InlineData("nobody", "unknown_source")]
    [InlineData("shop", "not_a_file_source")]
    public async Task AFileOfNoSource_IsReportedAndMoved(string source, string code)
    {
        await using var app = await OfflineApp.StartAsync(storage);
        var file = $"{Guid.NewGuid():N}.csv";
        await app.PutAsync(file, OfflineApp.Header + app.Rows(1, 1), source);

        await app.Push.RunAsync(default);

        Assert.Equal(code, (await app.ReportAsync(file, source)).GetProperty("reason").GetString());
        Assert.Contains($"processed/{source}/{file}", await app.BlobsAsync(source));
        Assert.DoesNotContain($"incoming/{source}/{file}", await app.BlobsAsync(source));
    }

    [Fact]
    public async Task AFileThatAnotherInstanceReads_IsLeftAlone()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("taken.csv", OfflineApp.Header + app.Rows(3000, 1));
        var lease = app.Lease("taken.csv");
        await lease.AcquireAsync(TimeSpan.FromSeconds(60));

        await app.Push.RunAsync(default);

        Assert.Equal([$"incoming/{app.Source}/taken.csv"], await app.BlobsAsync());
        await lease.ReleaseAsync();
        await app.Push.RunAsync(default);
        Assert.Equal("completed", (await app.ReportAsync("taken.csv")).GetProperty("status").GetString());
    }

    /// <summary>What counts is not repeated and not lost, wherever the process ended before; only the queue may hold rows twice.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task ARunThatEndsAnywhere_HasTheTotalsOfOneThatDoesNot(int envelopes)
    {
        var source = OfflineApp.NewSource;
        var content = OfflineApp.Header
            + string.Concat(Enumerable.Range(0, 1000).Select(i => i % 100 == 50 ? "a,b\n" : OfflineApp.Row(source, i % 100 == 60 ? i / 200 : i)));
        var queue = new RecordedEnvelopes { Takes = envelopes };
        (string, string?) checkpoint = ("OfflinePush__CheckpointRows", "500");
        await using (var first = await OfflineApp.StartAsync(storage, source, queue, checkpoint))
        {
            await first.PutAsync("night.csv", content);
            await first.Push.RunAsync(default);
            Assert.Equal("running", (await first.ReportAsync("night.csv")).GetProperty("status").GetString());
        }

        queue.Takes = int.MaxValue;
        await using var next = await OfflineApp.StartAsync(storage, source, queue, checkpoint);
        await next.Push.RunAsync(default);

        var report = await next.ReportAsync("night.csv");
        Assert.Equal("completed", report.GetProperty("status").GetString());
        Assert.Equal([1000, 980, 10, 0, 10], Counts(report));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i * 100 + 52), report.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("line").GetInt32()));
        Assert.Equal(980, queue.EventIds.Distinct().Count());
        Assert.True(queue.EventIds.Count() - 980 <= 500, "More was sent again than the rows of one checkpoint.");
    }

    [Fact]
    public async Task AStopOfTheHost_LeavesACheckpointAndSendsNothingTwice()
    {
        using var stopping = new CancellationTokenSource();
        var queue = new RecordedEnvelopes { Taken = stopping.Cancel };
        await using var app = await OfflineApp.StartAsync(storage, null, queue, ("OfflinePush__CheckpointRows", "100000"));
        await app.PutAsync("long.csv", OfflineApp.Header + app.Rows(5000, 3000));

        await Record.ExceptionAsync(() => app.Push.RunAsync(stopping.Token));

        var report = await app.ReportAsync("long.csv");
        Assert.Equal("running", report.GetProperty("status").GetString());
        Assert.InRange(report.GetProperty("accepted").GetInt32(), 1, 2999);
        await app.Push.RunAsync(default);
        AssertCounts(await app.ReportAsync("long.csv"), [3000, 3000, 0, 0, 0]);
        Assert.Equal(3000, queue.EventIds.Count());
    }

    [Fact]
    public async Task TimeThatIsUp_EndsTheRunAtACheckpointAndTheNextGoesOn()
    {
        var source = OfflineApp.NewSource;
        var queue = new RecordedEnvelopes { Held = () => Task.Delay(100) };
        await using var app = await OfflineApp.StartAsync(storage, source, queue, ("OfflinePush__MaxRunTime", "00:00:01"), ("OfflinePush__Window", "1"));
        await app.PutAsync("long.csv", OfflineApp.Header + app.Rows(6000, 3000));

        var runs = 0;
        for (; runs < 50 && (await app.BlobsAsync()).Contains($"incoming/{source}/long.csv"); runs++)
            await app.Push.RunAsync(default);

        Assert.InRange(runs, 2, 49);
        AssertCounts(await app.ReportAsync("long.csv"), [3000, 3000, 0, 0, 0]);
        Assert.Equal(3000, app.Queue.EventIds.Count());
    }

    [Fact]
    public async Task TheReader_NeverRunsFurtherAheadThanItsWindow()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var queue = new RecordedEnvelopes { Held = () => release.Task };
        await using var app = await OfflineApp.StartAsync(storage, null, queue, ("OfflinePush__Window", "3"), ("OfflinePush__CheckpointRows", "5000"));
        await app.PutAsync("wide.csv", OfflineApp.Header + app.Rows(10_000, 4000));

        var running = app.Push.RunAsync(default);
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
    public async Task AQueueThatIsTooDeepForTheWholeRun_GetsNotOneRowMore()
    {
        await using var app = await OfflineApp.StartAsync(storage, null, null, ("OfflinePush__MaxRunTime", "00:00:01"), ("OfflinePush__MaxQueueDepth", "1"));
        await app.PutAsync("waits.csv", OfflineApp.Header + app.Rows(1, 150));
        await app.Waiting.CreateIfNotExistsAsync();
        await app.Waiting.SendMessageAsync("one");
        await app.Waiting.SendMessageAsync("two");

        await app.Push.RunAsync(default);

        Assert.Empty(app.Queue.Sent);
        Assert.Contains($"incoming/{app.Source}/waits.csv", await app.BlobsAsync());
        await app.Waiting.ClearMessagesAsync();

        // A second is short for a busy machine; what a run leaves, the next one takes.
        for (var run = 0; run < 30 && (await app.BlobsAsync()).Contains($"incoming/{app.Source}/waits.csv"); run++)
            await app.Push.RunAsync(default);
        AssertCounts(await app.ReportAsync("waits.csv"), [150, 150, 0, 0, 0]);
    }

    [Fact]
    public async Task AHalfReadFileWhoseSourceIsGone_KeepsItsCounts()
    {
        var queue = new RecordedEnvelopes { Takes = 4 };
        await using var first = await OfflineApp.StartAsync(storage, null, queue);
        await first.PutAsync("half.csv", OfflineApp.Header + "a,b\n" + first.Rows(1, 500));
        await first.Push.RunAsync(default);
        var half = Counts(await first.ReportAsync("half.csv"));

        await using var next = await OfflineApp.StartAsync(storage);
        await next.Push.RunAsync(default);

        var report = await next.ReportAsync("half.csv", first.Source);
        Assert.Equal("unknown_source", report.GetProperty("reason").GetString());
        Assert.InRange(half[1], 1, 499);
        AssertCounts(report, half);
        Assert.Equal(["row_too_few_fields", "unknown_source"], report.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task AFileThatIsCalledNdjson_LosesItsBrokenFirstLineOnly()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("events.NDJSON", "\"event_id\":1}\n{\"event_id\":2}\n");

        await app.Push.RunAsync(default);

        var report = await app.ReportAsync("events.NDJSON");
        Assert.Equal("completed", report.GetProperty("status").GetString());
        Assert.Equal("malformed_json", report.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task NothingPersonal_IsReportedOrLogged()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        const string Canary = "canary.jane@example.com";
        await app.PutAsync("canary.csv", "email,phone,event_time,value,currency,order_id\n"
            + $"{Canary},+14155552671,never,1,EUR,1\n{Canary},+14155552671,2026-01-01,ten,EUR,{Canary}\n\"{Canary},+14155552671,1\n{Canary}\n");

        await app.Push.RunAsync(default);

        var report = (await app.ReportAsync("canary.csv")).GetRawText();
        Assert.Equal(4, JsonDocument.Parse(report).RootElement.GetProperty("rejected").GetInt32());
        foreach (var text in app.PushLog.Entries.Select(entry => entry.Text).Append(report))
        {
            Assert.DoesNotContain("canary.jane", text, StringComparison.Ordinal);
            Assert.DoesNotContain("4155552671", text, StringComparison.Ordinal);
        }
    }

    private static void AssertCounts(JsonElement report, long[] expected) => Assert.Equal(expected, Counts(report));

    private static long[] Counts(JsonElement report) =>
        [.. ((string[])["rows", "accepted", "duplicates", "ignored", "rejected"]).Select(name => report.GetProperty(name).GetInt64())];
}
