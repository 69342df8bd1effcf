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

        using (var request = scenario.Orders.SignedWebhook(
            $$$"""{"shop_id":1,"shop_domain":"example.myshopify.com","customer":{"id":5,"email":"jane.doe@example.com","phone":null},"orders_to_redact":[{{{jane}}}]}""",
            topic: "customers/redact"))
        {
            Assert.Equal(200, (await scenario.SendAsync(request)).Status);
        }

        // The erasing function runs at start and then every ten minutes.
        await scenario.App.StopAsync();
        await scenario.App.RestartAsync();

        await Eventually.TrueAsync(async () => (await LettersAsync(scenario)).Count == 1, () => "one dead letter is left");
        Assert.Equal([ShopifyOrders.EventId(joe)], await LettersAsync(scenario));
        await Eventually.TrueAsync(
            async () => (await scenario.GetAsync($"/api/deliveries/{ShopifyOrders.EventId(jane)}")).Status == 404, () => "the journal knows nothing of the order");
        Assert.Equal(200, (await scenario.GetAsync($"/api/deliveries/{ShopifyOrders.EventId(joe)}")).Status);
    }

    private static async Task PostAsync(Scenario scenario, long id, string email, string phone)
    {
        using var request = scenario.Orders.SignedWebhook(ShopifyOrders.Json(id, email, phone));
        Assert.Equal(202, (await scenario.SendAsync(request)).Status);
    }

    private static async Task<IReadOnlyList<string>> LettersAsync(Scenario scenario) =>
    [
        .. (await scenario.GetAsync("/api/dead-letters")).Json.GetProperty("dead_letters").EnumerateArray()
            .Select(letter => letter.GetProperty("event_id").GetString()!),
    ];
}
