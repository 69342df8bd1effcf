namespace LocalRuntime.Tests.Queues;

public sealed class MessageLeaseTests(AzuriteCollection.Storage storage) : QueueTest(storage)
{
    [Fact]
    public async Task WorkLongerThanTheLease_RunsOnceAndIsDeleted()
    {
        Probe.Work = (_, cancellation) => Task.Delay(TimeSpan.FromSeconds(5), cancellation);
        await SendAsync("long");
        await using var app = await StartAsync(["LocalRuntime:LeaseSeconds=2"]);

        await EmptyAsync();

        Assert.Equal([("long", 1)], Probe.Seen);
    }

    [Fact]
    public async Task LongWorkThatFails_IsReleasedWithTheRenewedReceipt()
    {
        Probe.Work = async (message, cancellation) =>
        {
            if (message.DequeueCount == 1)
            {
                await Task.Delay(TimeSpan.FromSeconds(3), cancellation);
                throw new InvalidOperationException();
            }
        };
        await SendAsync("long");
        await using var app = await StartAsync(["LocalRuntime:LeaseSeconds=2"]);

        await EmptyAsync();

        Assert.Equal([("long", 1), ("long", 2)], Probe.Seen);
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Text.Contains("was not", StringComparison.Ordinal));
    }
}
