using Testing.Harness;

namespace EndToEnd.Tests.Privacy;

[Collection(BusyScenario.Name)]
public sealed class HashBeforeQueueTests(BusyScenario.Fixture fixture)
{
    private const string Email = "nobody.raw@example.com";
    private const string Phone = "+14155552671";
    private const string EmailDigest = "80e8af9fea1573632adda9e77043e492e8c29aceea510fe009f29f84871084a9";
    private const string PhoneDigest = "cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928";

    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Hashed_before_the_queue_nothing_readable_is_stored_and_the_same_bytes_are_sent()
    {
        await scenario.HoldUpAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(202, (await scenario.PostEventsAsync(CanonicalEvents.Purchase("hashed-1", Email, Phone))).Status);
        var message = Assert.Single(await Queues.PeekAsync(scenario.Queues.Conversions));
        await scenario.DeliveredAsync("hashed-1");

        Assert.DoesNotContain(Email, message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Phone[1..], message, StringComparison.Ordinal);
        Assert.Contains(EmailDigest, message, StringComparison.Ordinal);
        const string Expected = $$$"""
            {"conversion_events":{"capi_connection_id":"{{{ScenarioSettings.Connection}}}","events":[{"event_name":"PURCHASE","event_id":"hashed-1",
            "event_time":"2026-01-23T12:34:56.000Z","action_source":"WEB","event_source_url":"https://shop.example/thanks","opt_out_targeting":false,
            "user_data":{"ip_address":"203.0.113.42","hashed_emails":["{{{EmailDigest}}}"],"hashed_phone_number":"{{{PhoneDigest}}}"},
            "event_details":{"amount":49.99,"currency":"USD","content_name":"order_1001","content_category":"2271"}}]}}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), scenario.BodyWith("hashed-1"));
    }

    [Fact]
    public async Task Webhook_is_answered_before_anything_is_sent()
    {
        await scenario.HoldUpAsync(TimeSpan.FromSeconds(3));
        var requests = scenario.Spotify.Received.Requests.Count;

        var (answer, eventId) = await scenario.PostOrderAsync();

        // The only worker is held up, so a request by now could only come from the webhook itself.
        Assert.Equal((202, requests), (answer.Status, scenario.Spotify.Received.Requests.Count));
        await scenario.DeliveredAsync(eventId);
    }
}
