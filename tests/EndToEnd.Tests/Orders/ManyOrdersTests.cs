using System.Collections.Concurrent;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Orders;

[Collection(SharedScenario.Name)]
public sealed class ManyOrdersTests(SharedScenario.Fixture fixture, ITestOutputHelper output)
{
    private const int Clients = 16;

    // A little less than the wait after which the app asks the queue again, so that what was slow to be confirmed may be stored twice.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1.4);

    private readonly Scenario scenario = fixture.Scenario;
    private readonly ConcurrentBag<string> accepted = [];
    private int slowAnswers;

    [Fact]
    public async Task Orders_of_many_clients_all_arrive_and_each_once()
    {
        var count = TestForm.Of(1_000, 5_000);
        var errorsBefore = scenario.App.Output.Errors.Count;
        var began = TimeProvider.System.GetTimestamp();

        var clients = new ParallelOptions { MaxDegreeOfParallelism = Clients };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), clients, async (_, _) => await PostUntilAcceptedAsync());
        var answered = TimeProvider.System.GetElapsedTime(began);
        var ids = accepted.ToHashSet();
        await Eventually.TrueAsync(() => ids.IsSubsetOf(scenario.Accounting.Delivered()), "all orders are delivered", TimeSpan.FromSeconds(120));
        await scenario.Queues.DrainedAsync();

        var balance = await scenario.Accounting.DrawAsync((await DeadLetters.ListAsync(scenario)).Select(letter => letter.EventId).OfType<string>());
        var sends = scenario.Spotify.Received.Requests.Where(request => request.Accepted).Sum(request => request.Events.Count(sent => ids.Contains(sent.Id!)));
        output.WriteLine($"{Clients} clients, accepted in {answered.TotalSeconds:0.0} s ({slowAnswers} slow answers), delivered in "
            + $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s: {sends} sends; {balance}");
        Assert.Equal(count, ids.Count);
        balance.NothingIsLost();
        Assert.Empty(balance.Unexpected);
        Assert.InRange(sends - count, 0, 2 * slowAnswers);
        Assert.Empty(scenario.App.Output.Errors.Skip(errorsBefore).Select(error => error.Line));
    }

    // As a shop does: 503 means the same order again.
    private async Task PostUntilAcceptedAsync()
    {
        var json = ShopifyOrders.Json(scenario.Orders.NextId(), "buyer@example.com");
        await Eventually.TrueAsync(async () => await PostAsync(json) == 202, () => "an order is accepted");
    }

    private async Task<int> PostAsync(string json)
    {
        using var order = scenario.Orders.SignedWebhook(json);
        var began = TimeProvider.System.GetTimestamp();
        var answer = await scenario.SendAsync(order);
        if (TimeProvider.System.GetElapsedTime(began) > Slow)
            Interlocked.Increment(ref slowAnswers);
        Assert.Contains(answer.Status, (int[])[202, 503]);
        foreach (var id in answer.AcceptedIds)
            accepted.Add(id);
        return answer.Status;
    }
}
