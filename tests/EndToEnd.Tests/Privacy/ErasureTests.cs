using SpotifyStandIn.Faults;
using Testing.Harness;

namespace EndToEnd.Tests.Privacy;

/// <summary>Shopify's <c>customers/redact</c>: what is held about the person goes, what is held about others stays.</summary>
public sealed class ErasureTests
{
    /// <summary>
    /// Of two shops: the event ids of one tell Shopify's own id of an order, those of the other its number, while the request names orders by
    /// the former only, and knows nothing of the address of an order of long ago.
    /// </summary>
    [Fact]
    public async Task Redacted_customer_is_gone_from_journal_and_dead_letters_and_the_others_stay()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) =>
            {
                settings["Delivery__QuickTries"] = "1";
                settings["LocalHost__RunAtStart"] = "ErasePersonalData";
                settings["Sources__numbered__Kind"] = "Shopify";
                settings["Sources__numbered__Secrets"] = "shop-secret";
                settings["Sources__numbered__Destination"] = "main";
                settings["Sources__numbered__OrderEventId"] = "order{name}";
            },
        });
        var (jane, joe, longAgo, other) = (scenario.Orders.NextId(), scenario.Orders.NextId(), scenario.Orders.NextId(), scenario.Orders.NextId());
        scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = "order" });
        await PostAsync(scenario, jane, "jane.doe@example.com", "(415) 555-2671");
        await PostAsync(scenario, joe, "joe.bloggs@example.com", "(415) 555-2672");
        await PostAsync(scenario, longAgo, "jane.long.ago@example.com", "(415) 555-2673", "#2001", "numbered");
        await PostAsync(scenario, other, "jim.poole@example.com", "(415) 555-2674", "#2002", "numbered");
        await Eventually.TrueAsync(async () => (await LettersAsync(scenario)).Count == 4, () => "all orders are dead letters");

        await RedactAsync(scenario, jane, "shop");
        await RedactAsync(scenario, longAgo, "numbered");

        // The erasing function runs every ten minutes, and here at start.
        await scenario.App.StopAsync();
        await scenario.App.RestartAsync();
        await Eventually.TrueAsync(async () => (await LettersAsync(scenario)).Count == 2, () => "two dead letters are left");
        Assert.Equal(((string[])[ShopifyOrders.EventId(joe), "order#2002"]).Order(), (await LettersAsync(scenario)).Order());
        foreach (var (id, status) in (ValueTuple<string, int>[])[(ShopifyOrders.EventId(jane), 404), ("order%232001", 404), (ShopifyOrders.EventId(joe), 200), ("order%232002", 200)])
            await Eventually.TrueAsync(async () => (await scenario.GetAsync($"/api/deliveries/{id}")).Status == status, () => $"the journal's answer for {id} is {status}");
    }

    private static async Task RedactAsync(Scenario scenario, long order, string source)
    {
        using var request = scenario.Orders.SignedWebhook(
            $$$"""{"shop_id":1,"shop_domain":"example.myshopify.com","customer":{"id":5,"email":"jane.doe@example.com","phone":null},"orders_to_redact":[{{{order}}}]}""",
            source,
            topic: "customers/redact");
        Assert.Equal(200, (await scenario.SendAsync(request)).Status);
    }

    private static async Task PostAsync(Scenario scenario, long id, string email, string phone, string name = "#1001", string source = "shop")
    {
        using var request = scenario.Orders.SignedWebhook(ShopifyOrders.Json(id, email, phone).Replace("#1001", name, StringComparison.Ordinal), source);
        Assert.Equal(202, (await scenario.SendAsync(request)).Status);
    }

    private static async Task<IReadOnlyList<string>> LettersAsync(Scenario scenario) =>
    [
        .. (await scenario.GetAsync("/api/dead-letters")).Json.GetProperty("dead_letters").EnumerateArray()
            .Select(letter => letter.GetProperty("event_id").GetString()!),
    ];
}
