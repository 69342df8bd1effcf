using Azurite;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Tests.Queues;

public sealed class QueuePumpTests(AzuriteCollection.Storage storage) : QueueTest(storage)
{
    [Theory]
    [InlineData(2, 0, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(1, 0, 1)]
    public async Task Parallelism_ReachesButNeverExceedsBatchSizePlusThreshold(int batchSize, int threshold, int most)
    {
        var release = new TaskCompletionSource();
        Probe.Work = (_, _) => release.Task;
        for (var i = 0; i < 8; i++)
            await SendAsync($"{i}");
        await using var app = await StartAsync(
        [
            $"AzureFunctionsJobHost:extensions:queues:batchSize={batchSize}",
            $"AzureFunctionsJobHost:extensions:queues:newBatchThreshold={threshold}",
        ]);

        await Eventually.TrueAsync(() => Probe.Seen.Count >= batchSize, "the first batch runs");
        release.SetResult();
        Probe.Work = (_, cancellation) => Task.Delay(100, cancellation);
        await EmptyAsync();

        Assert.InRange(Probe.MostAtOnce, batchSize, most);
        Assert.Equal(8, Probe.Seen.Select(seen => seen.Body).Distinct().Count());
        Assert.All(Probe.Seen, seen => Assert.Equal(1, seen.DequeueCount));
    }

    [Fact]
    public async Task DisabledFunction_LeavesItsQueueAlone()
    {
        await SendAsync("waiting");
        await using var app = await StartAsync(
            [typeof(QueueProbe.Function), typeof(MessageBodyTests.TextFunction)], ["AzureWebJobs.Probe.Disabled=true"]);

        await EmptyAsync();

        Assert.Equal(0, Assert.Single(Probe.Seen).DequeueCount);
    }

    [Fact]
    public async Task Shutdown_CancelsWorkAfterTheGracePeriodAndReleasesTheMessage()
    {
        Probe.Work = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        await SendAsync("endless");
        await using (await StartAsync(["LocalRuntime:ShutdownSeconds=0.5"]))
            await Eventually.TrueAsync(() => !Probe.Seen.IsEmpty, "the function runs");

        var released = Assert.Single((await Queue.PeekMessagesAsync()).Value);
        Assert.Equal(1, released.DequeueCount);
    }

    [Fact]
    public async Task StorageThatIsNotUpYet_IsAwaitedWithOneWarning()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        azurite.Kill();
        await using var app = await StartAsync(["AzureWebJobsStorage=" + azurite.ConnectionString]);
        await Eventually.TrueAsync(() => app.Log.Entries.Any(entry => entry.Level == LogLevel.Warning), "the outage is logged");
        await azurite.RestartAsync();
        await Eventually.TrueAsync(
            () => app.Log.Entries.Any(entry => entry.Text.Contains("answers again", StringComparison.Ordinal)), "the queue answers");

        await new Azure.Storage.Queues.QueueClient(azurite.ConnectionString, Queue.Name).SendMessageAsync(Encoded("late"));

        await Eventually.TrueAsync(() => Probe.Seen.Any(seen => seen.Body == "late"), "the message is processed");
        Assert.Single(app.Log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task QueueDeletedWhileRunning_IsCreatedAgain()
    {
        await using var app = await StartAsync();
        await Eventually.TrueAsync(async () => await Queue.ExistsAsync(), "the queue is created");
        await Queue.DeleteAsync();

        await Eventually.TrueAsync(async () => await Queue.ExistsAsync(), "the queue is created again");
        await SendAsync("after");

        await Eventually.TrueAsync(() => !Probe.Seen.IsEmpty, "the message is processed");
    }
}
