using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Outages;

public sealed class QueueDownTests
{
    // The app gives the queue 2.5 seconds; Shopify hangs up after five.
    private static readonly TimeSpan ShopifysPatience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task WhileTheQueueIsDown_SendersAreToldToComeBack_AndNothingConfirmedIsLost()
    {
        var canaries = new Canaries();
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OnDisk = true,
            Configure = (settings, _) => settings["LocalRuntime__LeaseSeconds"] = "3",
        });
        Assert.Equal(202, (await scenario.PostOrderAsync()).Answer.Status);
        await scenario.Azurite.StopAsync();

        using var order = scenario.Orders.SignedWebhook(ShopifyOrders.Json(scenario.Orders.NextId(), canaries.Email(), ip: canaries.Ip()));
        var refused = await scenario.SendAsync(order).WaitAsync(ShopifysPatience);
        var events = await scenario.PostEventsAsync(CanonicalEvents.Purchase("not-now", canaries.Email())).WaitAsync(ShopifysPatience);
        var health = await scenario.GetAsync("/api/health");

        Assert.Equal((503, "queue_unavailable"), (refused.Status, Assert.Single(refused.Codes)));
        Assert.Equal((503, "queue_unavailable"), (events.Status, Assert.Single(events.Codes)));
        Assert.True(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal((503, "not_ready"), (health.Status, health.Json.GetProperty("status").GetString()));
        Assert.Empty(scenario.App.Output.Errors);
        canaries.AreNotIn(scenario.App.Output.Lines, "the log");

        await scenario.Azurite.RestartAsync();
        await Eventually.TrueAsync(
            async () => (await scenario.PostOrderAsync()).Answer.Status == 202, () => "an order is accepted after the outage");
        await scenario.DeliveredAsync(scenario.Accounting.Accepted);
        await scenario.Queues.DrainedAsync();
        (await scenario.Accounting.DrawAsync()).NothingIsLost();
    }
}
