using Testing.Harness;

namespace EndToEnd.Tests.Orders;

[Collection(SharedScenario.Name)]
public sealed class OrderTests(SharedScenario.Fixture fixture)
{
    private const string JaneDigest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";
    private const string PhoneDigest = "cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928";

    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Signed_order_arrives_at_Spotify_with_exactly_these_bytes()
    {
        using var request = scenario.Orders.SignedWebhook(ShopifyOrders.Json(820982911946154508, " Jane.Doe@Example.com "));

        var answer = await scenario.SendAsync(request);

        Assert.Equal(202, answer.Status);
        Assert.Equal(["order-820982911946154508"], answer.AcceptedIds);
        await scenario.DeliveredAsync(answer.AcceptedIds);
        const string Expected = $$$"""
            {"conversion_events":{"capi_connection_id":"{{{ScenarioSettings.Connection}}}","events":[{"event_name":"PURCHASE",
            "event_id":"order-820982911946154508","event_time":"2026-01-23T12:34:55.000Z","action_source":"WEB",
            "event_source_url":"https://example.myshopify.com/products/x?spclid=abc","opt_out_targeting":true,
            "user_data":{"ip_address":"203.0.113.7","hashed_emails":["{{{JaneDigest}}}"],"hashed_phone_number":"{{{PhoneDigest}}}"},
            "event_details":{"amount":45.85,"currency":"USD"}}]}}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), scenario.BodyWith("order-820982911946154508"));
    }
}
