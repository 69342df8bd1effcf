using System.Globalization;
using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F3: the storage account goes away and comes back.</summary>
public sealed class StorageOutageTests(ITestOutputHelper output)
{
    private const int PerRequest = 10;

    // The app gives the queue 2.5 seconds; Shopify hangs up after five.
    private static readonly TimeSpan ShopifysPatience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Storage_restarted_is_answered_with_503_and_loses_nothing()
    {
        var lease = "";
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OwnAzurite = true,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                settings.Remove(ScenarioSettings.EnqueueTimeout);
                lease = FaultSettings.ShortLease(settings);
            },
        });
        await OutageWithoutLoadAsync(scenario);

        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 50, Forever = true });
        var load = new FaultLoad(scenario, "outage");
        var check = new FaultCheck(scenario, output, $"F3 storage restarted in ingest and delivery, {lease}");
        await using var sending = load.KeepSending(PerRequest);
        for (var outage = 0; outage < FaultSize.Of(1, 5); outage++)
        {
            var until = scenario.Spotify.Received.Requests.Count + 10;
            await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count >= until, $"request {until} arrives");
            var before = load.Refused;
            await scenario.Azurite.StopAsync();
            await RefusedAsync(scenario.PostOrderAsync());
            await Eventually.TrueAsync(() => load.Refused > before, "a client is told to come back");
            await scenario.Azurite.RestartAsync();
        }

        check.FaultEnds();
        await sending.StopAsync();

        // What Spotify has but the queue could not be told; 24 messages are in work at once.
        var balance = await check.DrainedAsync(load, mostDuplicates: FaultSize.Of(1, 5) * PerRequest * (24 + FaultLoad.Senders));

        Assert.Equal(load.Ids.Count, balance.Delivered);
    }

    /// <summary>What senders and whoever asks for health are told, with nothing of theirs in the log, while there is nothing else to fail.</summary>
    private static async Task OutageWithoutLoadAsync(Scenario scenario)
    {
        var canaries = new Canaries();
        Assert.Equal(202, (await scenario.PostOrderAsync()).Answer.Status);
        await scenario.Queues.DrainedAsync();
        await scenario.Azurite.StopAsync();

        using var order = scenario.Orders.SignedWebhook(ShopifyOrders.Json(scenario.Orders.NextId(), canaries.Email(), ip: canaries.Ip()));
        var refused = await scenario.SendAsync(order).WaitAsync(ShopifysPatience);
        var events = await scenario.PostEventsAsync(CanonicalEvents.Purchase("not-now", canaries.Email())).WaitAsync(ShopifysPatience);
        var health = await scenario.GetAsync("/api/health");
        await Eventually.TrueAsync(async () => (health = await scenario.GetAsync("/api/health")).Status == 503, () => "health does not share the result of before any more");

        Assert.Equal((503, "queue_unavailable"), (refused.Status, Assert.Single(refused.Codes)));
        Assert.Equal((503, "queue_unavailable"), (events.Status, Assert.Single(events.Codes)));
        Assert.True(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture) > 0);
        Assert.Equal((503, "not_ready"), (health.Status, health.Json.GetProperty("status").GetString()));
        Assert.DoesNotContain(scenario.App.Output.Errors, error => error.Category.StartsWith("Function.", StringComparison.Ordinal));
        canaries.AreNotIn(scenario.App.Output.Lines, "the log");

        await scenario.Azurite.RestartAsync();
        await Eventually.TrueAsync(
            async () => (await scenario.PostOrderAsync()).Answer.Status == 202, () => "an order is accepted after the outage");
        await scenario.DeliveredAsync(scenario.Accounting.Accepted);
        await scenario.Queues.DrainedAsync();
    }

    private static async Task RefusedAsync(Task<(Answer Answer, string EventId)> sending)
    {
        var (answer, _) = await sending.WaitAsync(ShopifysPatience);
        Assert.Equal(503, answer.Status);
        Assert.True(answer.Headers.ContainsKey("Retry-After"));
    }
}
