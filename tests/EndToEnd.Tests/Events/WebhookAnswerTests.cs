using Testing.Harness;

namespace EndToEnd.Tests.Events;

[Collection(SharedScenario.Name)]
public sealed class WebhookAnswerTests(SharedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Test_order_is_200_and_ignored()
    {
        var order = ShopifyOrders.Json(scenario.Orders.NextId(), "a@example.com").Replace("\"test\":false", "\"test\":true", StringComparison.Ordinal);

        using var request = scenario.Orders.SignedWebhook(order);
        var answer = await scenario.SendAsync(request);

        Assert.Equal((200, "ignored"), (answer.Status, Assert.Single(answer.Results)));
    }

    [Theory]
    [InlineData("orders/updated")]
    [InlineData("refunds/create")]
    [InlineData("")]
    public async Task Other_topic_is_200_and_ignored(string topic)
    {
        using var request = scenario.Orders.SignedWebhook(ShopifyOrders.Json(scenario.Orders.NextId(), "a@example.com"), topic: topic);

        var answer = await scenario.SendAsync(request);

        Assert.Equal((200, "ignored"), (answer.Status, Assert.Single(answer.Results)));
    }

    [Fact]
    public async Task Order_that_identifies_nobody_is_200_since_the_shop_cannot_mend()
    {
        var order = ShopifyOrders.Json(scenario.Orders.NextId(), "", phone: "", ip: "");

        using var request = scenario.Orders.SignedWebhook(order);
        var answer = await scenario.SendAsync(request);

        Assert.Equal((200, "ignored"), (answer.Status, Assert.Single(answer.Results)));
        Assert.Equal("no_identifier", answer.Json.GetProperty("results")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Byte_order_mark_is_signed_with_the_rest_and_skipped()
    {
        using var request = scenario.Orders.SignedWebhook("\uFEFF" + ShopifyOrders.Json(scenario.Orders.NextId(), "a@example.com"));

        var answer = await scenario.SendAsync(request);

        Assert.Equal(202, answer.Status);
        await scenario.DeliveredAsync(answer.AcceptedIds);
    }

    [Fact]
    public async Task Headers_in_any_case_are_found()
    {
        using var request = scenario.Orders.SignedOrder(out var eventId);
        foreach (var name in request.Headers.Select(header => header.Key).Where(name => name.StartsWith("X-Shopify", StringComparison.Ordinal)).ToArray())
        {
            var value = request.Headers.GetValues(name).Single();
            request.Headers.Remove(name);
            request.Headers.Add(name.ToLowerInvariant(), value);
        }

        Assert.Equal(202, (await scenario.SendAsync(request)).Status);
        await scenario.DeliveredAsync(eventId);
    }
}
