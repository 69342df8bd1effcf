using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Contracts;

public sealed class CapiEnvelopeTests(TestStandIn standIn) : IClassFixture<TestStandIn>
{
    [Theory]
    [InlineData("/conversion_events.capi_connection_id", "is required")]
    [InlineData("/conversion_events.events", "is required")]
    public async Task Missing_envelope_field_is_refused(string field, string message) =>
        (await standIn.PostDirectAsync(EventBody.Direct().Without(field))).IsRefusedOnlyWith($"{field[1..]}: {message}");

    [Theory]
    [InlineData("/third_party_source", "\"x\"", "is not a documented field")]
    [InlineData("/conversion_events.connectionId", "\"x\"", "is not a documented field")]
    [InlineData("/conversion_events.capi_connection_id", "\"not-a-uuid\"", "must be a UUID")]
    [InlineData("/conversion_events.capi_connection_id", "17", "must be a string")]
    [InlineData("/conversion_events.events", "[]", "must not be empty")]
    [InlineData("/conversion_events.events", "{}", "must be an array")]
    [InlineData("/conversion_events", "[]", "must be an object")]
    public async Task Wrong_envelope_field_is_refused_by_its_path(string field, string json, string message) =>
        (await standIn.PostDirectAsync(EventBody.Direct().With(field, json))).IsRefusedOnlyWith($"{field[1..]}: {message}");

    [Fact]
    public async Task Flat_body_at_the_direct_endpoint_is_refused()
    {
        var reply = await standIn.PostDirectAsync(EventBody.Flat());

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            ["capi_connection_id: is not a documented field", "events: is not a documented field", "conversion_events: is required"],
            reply.Messages);
    }

    [Fact]
    public async Task Direct_body_at_the_flat_endpoint_is_refused()
    {
        var reply = await standIn.PostFlatAsync(EventBody.Direct());

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            ["conversion_events: is not a documented field", "capi_connection_id: is required", "events: is required"],
            reply.Messages);
    }

    [Theory]
    [InlineData("\"event_id\":", "\"event_id\":\"again\",\"event_id\":", "events[0].event_id")]
    [InlineData("\"ip_address\":", "\"ip_address\":\"8.8.8.8\",\"ip_address\":", "events[0].user_data.ip_address")]
    [InlineData("\"capi_connection_id\":", "\"capi_connection_id\":\"x\",\"capi_connection_id\":", "conversion_events.capi_connection_id")]
    [InlineData("\"event_id\":", "\"event\\u005fid\":\"again\",\"event_id\":", "events[0].event_id")]
    public async Task Key_that_appears_twice_is_refused(string key, string twice, string path)
    {
        var body = EventBody.Direct().ToString().Replace(key, twice, StringComparison.Ordinal);

        var reply = await standIn.PostDirectAsync(body);

        Assert.Equal(400, reply.Status);
        Assert.Contains($"{path}: appears more than once", reply.Messages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{\"conversion_events\":{},}")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"a\":NaN}")]
    public async Task Body_that_is_no_JSON_object_is_refused(string body)
    {
        var reply = await standIn.PostDirectAsync(body);

        Assert.Equal(400, reply.Status);
        Assert.StartsWith("$: ", Assert.Single(reply.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deeply_nested_body_is_refused()
    {
        var reply = await standIn.PostDirectAsync(new string('[', 10_000));

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    public async Task Event_that_is_no_object_is_refused_by_its_index()
    {
        var body = EventBody.Direct();
        body.Events().Add(17);

        (await standIn.PostDirectAsync(body)).IsRefusedOnlyWith("events[1]: must be an object");
    }

    [Fact]
    public async Task Every_problem_is_named_but_no_more_than_twenty()
    {
        var body = EventBody.Direct();
        for (var i = 0; i < 30; i++)
            body.Events().Add(i);

        var reply = await standIn.PostDirectAsync(body);

        Assert.Equal(20, reply.Messages.Length);
        Assert.Equal("events[20]: must be an object", reply.Messages[^1]);
    }

    [Fact]
    public async Task Error_body_follows_the_ads_apis_schema()
    {
        var reply = await standIn.PostDirectAsync("{}");

        Assert.Equal(reply.Headers["sp-trace-id"], reply.Json.GetProperty("sp_trace_id").GetGuid().ToString());
        var code = Assert.Single(reply.Json.GetProperty("error_codes").EnumerateArray());
        Assert.Equal("INVALID_REQUEST", code.GetProperty("code").GetString());
        Assert.NotEmpty(code.GetProperty("definition").GetString()!);
    }

    [Fact]
    public async Task Refusal_never_repeats_a_value()
    {
        const string Canary = "canary@example.com";
        var body = EventBody.Direct()
            .With("user_data.hashed_emails", $"[\"{Canary}\"]")
            .With("user_data.ip_address", $"\"{Canary}\"")
            .With("event_source_url", $"\"{Canary}\"")
            .With("event_name", $"\"{Canary}\"");

        var reply = await standIn.PostDirectAsync(body);

        Assert.Equal(4, reply.Messages.Length);
        Assert.DoesNotContain(Canary, reply.Text, StringComparison.Ordinal);
    }
}
