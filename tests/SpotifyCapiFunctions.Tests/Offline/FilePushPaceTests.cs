using SpotifyCapiFunctions.Tests.Builders;
using static SpotifyCapiFunctions.Tests.Offline.ReportCounts;

namespace SpotifyCapiFunctions.Tests.Offline;

/// <summary>How far a run reads ahead of the queue.</summary>
public sealed class FilePushPaceTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    [Fact]
    public async Task TheReader_NeverRunsFurtherAheadThanItsWindow()
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
    public async Task AQueueThatIsTooDeepForTheWholeRun_GetsNotOneRowMore()
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
