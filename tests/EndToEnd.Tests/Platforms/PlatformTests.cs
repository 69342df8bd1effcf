using System.Globalization;
using System.Text.Json;
using Testing.Harness;

namespace EndToEnd.Tests.Platforms;

/// <summary>A signed message of each platform, through the running app, to what Spotify gets.</summary>
[Collection(SharedScenario.Name)]
public sealed class PlatformTests(SharedScenario.Fixture fixture)
{
    private const string Jane = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";
    private const string Phone = "cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928";

    private readonly Scenario scenario = fixture.Scenario;
    private readonly PlatformSenders platforms = new(fixture.Scenario);

    private static string Now => TimeProvider.System.GetUtcNow().AddMinutes(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    [Fact]
    public async Task WooCommerce_order_counts_once_it_is_paid()
    {
        Assert.Equal(["ignored"], (await platforms.WooAsync("order.created", Woo(501, "pending", "null"))).Results);

        var paid = await platforms.WooAsync("order.updated", Woo(501, "processing", $"\"{Now}\""));
        var completed = await platforms.WooAsync("order.updated", Woo(501, "completed", $"\"{Now}\""));

        Assert.Equal(202, paid.Status);
        Assert.Equal((200, "duplicate"), (completed.Status, Assert.Single(completed.Results)));
        var sent = await DeliveredAsync("order-501");
        Assert.Equal("PURCHASE", sent.GetProperty("event_name").GetString());
        Assert.Equal(27.5m, sent.GetProperty("event_details").GetProperty("amount").GetDecimal());
        Assert.Equal(Jane, sent.GetProperty("user_data").GetProperty("hashed_emails")[0].GetString());
        Assert.Equal(Phone, sent.GetProperty("user_data").GetProperty("hashed_phone_number").GetString());
    }

    [Fact]
    public async Task WooCommerce_ping_is_answered_with_exactly_200_and_stores_nothing()
    {
        using var ping = new FormUrlEncodedContent([new("webhook_id", "12")]);

        using var answer = await scenario.App.Http.PostAsync("/api/webhooks/woo", ping);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Standard_webhook_of_type_timestamp_data_is_delivered()
    {
        var answer = await platforms.StandardAsync("msg_1", $$$"""
            {"type":"Order Completed","timestamp":"{{{Now}}}Z","data":{"event_id":"order-601","user":{"email":"jane.doe@example.com"},"value":10,"currency":"EUR"}}
            """);

        Assert.Equal(202, answer.Status);
        Assert.Equal("PURCHASE", (await DeliveredAsync("order-601")).GetProperty("event_name").GetString());
    }

    [Fact]
    public async Task Signed_JSON_is_delivered()
    {
        var answer = await platforms.SignedAsync($$$"""
            {"event_name":"Lead Generated","event_id":"lead-701","event_time":"{{{Now}}}Z","user":{"email":"jane.doe@example.com"}}
            """);

        Assert.Equal(202, answer.Status);
        Assert.Equal("LEAD", (await DeliveredAsync("lead-701")).GetProperty("event_name").GetString());
    }

    [Fact]
    public async Task Segment_track_is_delivered()
    {
        var answer = await platforms.SegmentAsync($$$"""
            {"type":"track","event":"Order Completed","messageId":"m-1","timestamp":"{{{Now}}}Z",
             "context":{"traits":{"email":"jane.doe@example.com"},"ip":"203.0.113.9"},"properties":{"order_id":"801","total":27.5,"currency":"USD"}}
            """);

        Assert.Equal(202, answer.Status);
        Assert.Equal("203.0.113.9", (await DeliveredAsync("order-801")).GetProperty("user_data").GetProperty("ip_address").GetString());
    }

    [Theory]
    [InlineData("woo")]
    [InlineData("signed")]
    [InlineData("segment")]
    [InlineData("standard")]
    public async Task Unsigned_message_is_refused_without_a_word(string source)
    {
        var answer = await platforms.SendAsync(source, "{}");

        Assert.Equal((401, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Retried_delivery_is_a_duplicate()
    {
        var json = $$$"""{"event_name":"LEAD","event_id":"lead-901","event_time":"{{{Now}}}Z","user":{"email":"jane.doe@example.com"}}""";

        var first = await platforms.StandardAsync("msg_retried", json);
        var second = await platforms.StandardAsync("msg_retried", json.Replace("lead-901", "lead-902", StringComparison.Ordinal));

        Assert.Equal((202, 200), (first.Status, second.Status));
        Assert.Equal(["duplicate"], second.Results);
    }

    private static string Woo(int id, string status, string paid) => $$$"""
        {"id":{{{id}}},"number":"{{{id}}}","status":"{{{status}}}","currency":"USD","total":"27.50","date_created_gmt":"{{{Now}}}","date_modified_gmt":"{{{Now}}}",
         "date_paid_gmt":{{{paid}}},"customer_ip_address":"203.0.113.8","customer_user_agent":"","order_key":"wc_order_secret",
         "billing":{"email":"Jane.Doe@example.com","phone":"(415) 555-2671","country":"US"},"meta_data":[]}
        """;

    private async Task<JsonElement> DeliveredAsync(string eventId)
    {
        await scenario.DeliveredAsync([eventId]);
        var events = JsonDocument.Parse(scenario.BodyWith(eventId)).RootElement.GetProperty("conversion_events").GetProperty("events");
        return events.EnumerateArray().Single(item => item.GetProperty("event_id").GetString() == eventId);
    }
}
