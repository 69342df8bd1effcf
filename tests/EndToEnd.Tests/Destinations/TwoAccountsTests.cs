using Testing.Harness;

namespace EndToEnd.Tests.Destinations;

/// <summary>What one storage account cannot take is spread over two: the app twice, each with an account and sources of its own, and one destination.</summary>
public sealed class TwoAccountsTests
{
    private const int Requests = 20;
    private const int EventsOfARequest = 10;

    [Fact]
    public async Task Two_apps_with_an_account_each_bring_their_halves_to_one_destination_once_and_an_order_of_both_with_one_id()
    {
        await using var one = await Scenario.StartAsync();
        await using var two = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) => settings["Destinations__main__Endpoint"] = one.Spotify.CapiDirectEndpoint.AbsoluteUri,
        });

        await Task.WhenAll(SendAsync(one, "north"), SendAsync(two, "south"));
        one.Accounting.Promise(two.Accounting.Accepted);
        await one.DeliveredAsync(one.Accounting.Accepted);

        var balance = await one.Accounting.DrawAsync();
        balance.EverythingArrivedOnce();
        Assert.Equal(2 * Requests * EventsOfARequest, balance.Delivered);
        Assert.All(one.Spotify.Received.Requests, request => Assert.Single(request.Events.Select(sent => sent.Id![..5]).Distinct()));
        Assert.Equal((200, 404), (await StatusAsync(one, "north-3-4"), await StatusAsync(one, "south-3-4")));
        Assert.Equal((404, 200), (await StatusAsync(two, "north-3-4"), await StatusAsync(two, "south-3-4")));

        await SendToBothAsync(one, two);
    }

    // Neither knows what the other has seen, so Spotify is who counts it once: by the id, and with the same bytes.
    private static async Task SendToBothAsync(Scenario one, Scenario two)
    {
        var order = ShopifyOrders.Json(1001, "jane@example.com");
        foreach (var app in (Scenario[])[one, two])
        {
            using var request = app.Orders.SignedWebhook(order);
            Assert.Equal(202, (await app.SendAsync(request)).Status);
        }

        await Eventually.TrueAsync(() => one.Spotify.Received.Find("order-1001").Count == 2, "both have sent it");
        var summary = one.Spotify.Received.Summarize();
        Assert.Equal((1, 0), (summary.Duplicates, summary.ChangedEventIds));
    }

    private static Task SendAsync(Scenario app, string half) => Parallel.ForEachAsync(Enumerable.Range(0, Requests), async (request, _) =>
    {
        var events = Enumerable.Range(0, EventsOfARequest).Select(i => CanonicalEvents.Purchase($"{half}-{request}-{i}"));
        Assert.Equal(202, (await app.PostEventsAsync(CanonicalEvents.Array(events))).Status);
    });

    private static async Task<int> StatusAsync(Scenario app, string id) => (await app.GetAsync($"/api/deliveries/{id}")).Status;
}
