using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;

namespace EndToEnd.Tests.Privacy;

/// <summary>Shopify's <c>customers/redact</c>: what is held about the person goes, what is held about others stays.</summary>
public sealed class ErasureTests
{
    [Fact]
    public async Task RedactedCustomer_IsGoneFromJournalAndDeadLettersAndTheOthersStay()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) => settings["Delivery__QuickTries"] = "1",
        });
        var (jane, joe) = (scenario.Orders.NextId(), scenario.Orders.NextId());
        scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = "order-" });
        await PostAsync(scenario, jane, "jane.doe@example.com", "(415) 555-2671");
        await PostAsync(scenario, joe, "joe.bloggs@example.com", "(415) 555-2672");
        await Eventually.TrueAsync(async () => (await LettersAsync(scenario)).Count == 2, () => "both orders are dead letters");

        await RedactAsync(scenario, jane);

        await Eventually.TrueAsync(async () => (await LettersAsync(scenario)).Count == 1, () => "one dead letter is left");
        Assert.Equal([ShopifyOrders.EventId(joe)], await LettersAsync(scenario));
        await Eventually.TrueAsync(
            async () => (await scenario.GetAsync($"/api/deliveries/{ShopifyOrders.EventId(jane)}")).Status == 404, () => "the journal knows nothing of the order");
        Assert.Equal(200, (await scenario.GetAsync($"/api/deliveries/{ShopifyOrders.EventId(joe)}")).Status);
    }

    /// <summary>The request names orders by Shopify's own id, which this shop's event ids do not tell; nor does it know the address of that order.</summary>
    [Fact]
    public async Task OrderWhoseEventIdIsItsNumber_IsFoundByShopifysOwnId()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) => (settings["Delivery__QuickTries"], settings["Sources__shop__OrderEventId"]) = ("1", "order{name}"),
        });
        var (jane, joe) = (scenario.Orders.NextId(), scenario.Orders.NextId());
        scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = "order" });
        await PostAsync(scenario, jane, "jane.long.ago@example.com", "(415) 555-2671", "#2001");
        await PostAsync(scenario, joe, "joe.bloggs@example.com", "(415) 555-2672", "#2002");
        await Eventually.TrueAsync(async () => (await LettersAsync(scenario)).Count == 2, () => "both orders are dead letters");

        await RedactAsync(scenario, jane);

        await Eventually.TrueAsync(async () => (await LettersAsync(scenario)).Count == 1, () => "one dead letter is left");
        Assert.Equal(["order#2002"], await LettersAsync(scenario));
        await Eventually.TrueAsync(
            async () => (await scenario.GetAsync("/api/deliveries/order%232001")).Status == 404, () => "the journal knows nothing of the order");
        Assert.Equal(200, (await scenario.GetAsync("/api/deliveries/order%232002")).Status);
    }

    private static async Task RedactAsync(Scenario scenario, long order)
    {
        using (var request = scenario.Orders.SignedWebhook(
            $$$"""{"shop_id":1,"shop_domain":"example.myshopify.com","customer":{"id":5,"email":"jane.doe@example.com","phone":null},"orders_to_redact":[{{{order}}}]}""",
            topic: "customers/redact"))
        {
            Assert.Equal(200, (await scenario.SendAsync(request)).Status);
        }

        // The erasing function runs at start and then every ten minutes.
        await scenario.App.StopAsync();
        await scenario.App.RestartAsync();
    }

    private static async Task PostAsync(Scenario scenario, long id, string email, string phone, string name = "#1001")
    {
        using var request = scenario.Orders.SignedWebhook(ShopifyOrders.Json(id, email, phone).Replace("#1001", name, StringComparison.Ordinal));
        Assert.Equal(202, (await scenario.SendAsync(request)).Status);
    }

    private static async Task<IReadOnlyList<string>> LettersAsync(Scenario scenario) =>
    [
        .. (await scenario.GetAsync("/api/dead-letters")).Json.GetProperty("dead_letters").EnumerateArray()
            .Select(letter => letter.GetProperty("event_id").GetString()!),
    ];
}
