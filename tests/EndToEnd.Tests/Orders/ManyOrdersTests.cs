using EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Orders;

public sealed class ManyOrdersTests(ITestOutputHelper output)
{
    private const int Clients = 16;

    // A little less than the wait after which the app asks the queue again, so that what was slow to be confirmed may be stored twice.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1.4);

    private int slowAnswers;

    [Fact]
    public async Task OrdersOfManyClients_AllArriveAndEachOnce()
    {
        var count = LongTests.Choose(1_000, 5_000);

        // Azurite in memory is quick, but has been seen to hang after a minute of this.
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions { OnDisk = count > 1_000 });
        var began = TimeProvider.System.GetTimestamp();

        var clients = new ParallelOptions { MaxDegreeOfParallelism = Clients };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), clients, async (_, _) => await PostUntilAcceptedAsync(scenario));
        var accepted = TimeProvider.System.GetElapsedTime(began);
        await Eventually.TrueAsync(
            () => scenario.Spotify.Received.Summarize().DistinctEventIds >= count, "all orders are delivered", TimeSpan.FromSeconds(120));
        await scenario.Queues.DrainedAsync();

        var balance = await scenario.Accounting.DrawAsync();
        output.WriteLine($"{Clients} clients, accepted in {accepted.TotalSeconds:0.0} s ({slowAnswers} slow answers), delivered in "
            + $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s: {balance}");
        Assert.Equal((count, count), (balance.Accepted, balance.Delivered));
        balance.NothingIsLost();
        Assert.Empty(balance.Unexpected);
        Assert.InRange(balance.Duplicates, 0, 2 * slowAnswers);
        Assert.Empty(scenario.App.Output.Errors);
    }

    // As a shop does: 503 means the same order again.
    private async Task PostUntilAcceptedAsync(Scenario scenario)
    {
        var json = ShopifyOrders.Json(scenario.Orders.NextId(), "buyer@example.com");
        await Eventually.TrueAsync(async () => await PostAsync(scenario, json) == 202, () => "an order is accepted");
    }

    private async Task<int> PostAsync(Scenario scenario, string json)
    {
        using var order = scenario.Orders.SignedWebhook(json);
        var began = TimeProvider.System.GetTimestamp();
        var answer = await scenario.SendAsync(order);
        if (TimeProvider.System.GetElapsedTime(began) > Slow)
            Interlocked.Increment(ref slowAnswers);
        Assert.Contains(answer.Status, (int[])[202, 503]);
        return answer.Status;
    }
}
