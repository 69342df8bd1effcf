using System.Text;
using System.Text.Json;
using Dev.Demo;

namespace Tools.Tests.Dev.Demo;

public sealed class ReceivedRequestTests
{
    private const string Answer = """
        [{"sequence":1,"received_at":"2026-01-23T12:34:57Z","method":"POST","path":"/capi-direct/events/","status":null,"messages":[],"duration_ms":null,
          "event_ids":["order-1"],"body":null},
         {"sequence":2,"received_at":"2026-01-23T12:34:58Z","method":"POST","path":"/capi-direct/events/","status":400,"duration_ms":1.5,
          "messages":["$.conversion_events: missing"],"event_ids":[],"body":"not json"},
         {"sequence":3,"received_at":"2026-01-23T12:34:59Z","method":"POST","path":"/capi-direct/events/","status":200,"messages":[],"duration_ms":250,
          "event_ids":["order-1"],
          "body":"{\"conversion_events\":{\"capi_connection_id\":\"c\",\"events\":[{\"event_id\":\"order-1\",\"event_name\":\"PURCHASE\",\"event_time\":\"2026-01-23T12:34:55Z\",\"event_details\":{\"amount\":45.85,\"currency\":\"USD\"}}]}}"}]
        """;

    private static readonly IReadOnlyList<ReceivedRequest> Requests = ReceivedRequest.ParseAll(Encoding.UTF8.GetBytes(Answer));

    [Fact]
    public void Every_request_is_read() => Assert.Equal([(1, null), (2, 400), (3, 200)], Requests.Select(request => (request.Sequence, request.Status)));

    [Fact]
    public void Answer_came_as_much_later_as_it_took() => Assert.Equal(
        [TimeSpan.Zero, TimeSpan.FromMilliseconds(1.5), TimeSpan.FromMilliseconds(250)],
        Requests.Select(request => request.AnsweredAt - request.ReceivedAt));

    [Fact]
    public void Refused_request_says_what_was_wrong() => Assert.Equal(["$.conversion_events: missing"], Requests[1].Messages);

    [Fact]
    public void Body_that_is_gone_or_not_JSON_is_no_body() => Assert.All(Requests.Take(2), request => Assert.Null(request.Body));

    [Fact]
    public void Conversion_in_the_body_is_found_by_its_id() =>
        Assert.Equal(new SentConversion("order-1", "PURCHASE", "2026-01-23T12:34:55Z", 45.85m, "USD"), Requests[2].Find("order-1"));

    [Fact]
    public void Other_conversion_is_not_found() => Assert.Null(Requests[2].Find("order-2"));
}

public sealed class RedactedRequestTests
{
    private const string Digest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    [Fact]
    public void Digest_is_cut_to_eight_characters_wherever_it_stands()
    {
        var text = Redact($$"""{"hashed_emails":["{{Digest}}"],"hashed_phone_number":"{{Digest}}"}""");

        Assert.DoesNotContain(Digest[..9], text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("\"86e0b9e5…\"").Length - 1);
    }

    [Theory]
    [InlineData("ip_address", "203.0.113.7")]
    [InlineData("device_id", "38400000-8cf0-11bd-b23e-10b96e40000d")]
    public void Identifier_is_shortened(string property, string value) =>
        Assert.DoesNotContain(value, Redact($$"""{"{{property}}":"{{value}}"}"""), StringComparison.Ordinal);

    [Fact]
    public void Everything_else_stays_as_it_was_sent()
    {
        var lines = RedactedRequest.Lines(Parse("""{"event_name":"PURCHASE","opt_out_targeting":true,"event_details":{"amount":45.850}}"""));

        Assert.Equal(
            ["{", "  \"event_name\": \"PURCHASE\",", "  \"opt_out_targeting\": true,", "  \"event_details\": {", "    \"amount\": 45.850", "  }", "}"],
            lines);
    }

    private static string Redact(string json) => string.Join('\n', RedactedRequest.Lines(Parse(json)));

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
