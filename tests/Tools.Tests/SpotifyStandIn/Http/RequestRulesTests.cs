using System.Net.Http.Headers;
using System.Text;
using SpotifyStandIn.Connections;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Http;

public sealed class RequestRulesTests(TestStandIn standIn) : IClassFixture<TestStandIn>
{
    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("THE-TOKEN")]
    public async Task Missing_or_wrong_token_is_unauthorized_whatever_the_body(string? token)
    {
        Assert.Equal(401, (await standIn.PostDirectAsync(EventBody.Direct(), token)).Status);
        Assert.Equal(401, (await standIn.PostDirectAsync("not json", token)).Status);
        Assert.Equal(401, (await standIn.PostFlatAsync(EventBody.Flat(), token)).Status);
    }

    [Theory]
    [InlineData("Basic the-token")]
    [InlineData("the-token")]
    [InlineData("Bearer")]
    public async Task Authorization_of_another_kind_is_unauthorized(string header)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, standIn.Server.CapiDirectEndpoint)
        {
            Content = new StringContent(EventBody.Direct().ToString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", header);

        Assert.Equal(401, (await standIn.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Path_without_trailing_slash_is_not_found_and_on_record()
    {
        var endpoint = new Uri(standIn.Server.CapiDirectEndpoint.ToString().TrimEnd('/'));

        var reply = await standIn.PostAsync(endpoint, EventBody.Direct(), TestStandIn.Token);

        Assert.Equal(404, reply.Status);
        Assert.Contains(standIn.Server.Received.Requests, request => request is { Path: "/capi-direct/events", Status: 404 });
    }

    [Fact]
    public async Task Unknown_connection_is_not_found_before_events_are_looked_at()
    {
        var body = EventBody.Direct()
            .With("/conversion_events.capi_connection_id", "\"00000000-0000-0000-0000-000000000000\"")
            .With("event_name", "\"nonsense\"");

        Assert.Equal(404, (await standIn.PostDirectAsync(body)).Status);
    }

    [Fact]
    public async Task Token_of_another_connection_is_forbidden_before_events_are_looked_at()
    {
        await using var own = await TestStandIn.StartAsync(options => options with
        {
            Connections = [.. options.Connections, new StandInConnection(Guid.NewGuid(), ["another-token"])],
        });

        Assert.Equal(403, (await own.PostDirectAsync(EventBody.Direct().With("event_name", "\"nonsense\""), "another-token")).Status);
        Assert.Equal(403, (await own.PostFlatAsync(EventBody.Flat(), "another-token")).Status);
    }

    [Fact]
    public async Task Connection_id_in_upper_case_is_the_same_connection()
    {
        var body = EventBody.Direct().With("/conversion_events.capi_connection_id", $"\"{TestStandIn.ConnectionId.ToUpperInvariant()}\"");

        Assert.Equal(200, (await standIn.PostDirectAsync(body)).Status);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("Application/JSON", 200)]
    public async Task Content_Type_other_than_JSON_is_unsupported(string contentType, int status)
    {
        var reply = await standIn.PostAsync(standIn.Server.CapiDirectEndpoint, EventBody.Direct(), TestStandIn.Token, contentType);

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Compressed_body_is_unsupported()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, standIn.Server.CapiDirectEndpoint)
        {
            Content = new ByteArrayContent([31, 139]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestStandIn.Token);

        Assert.Equal(415, (await standIn.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Get_of_an_event_endpoint_is_not_allowed() => Assert.Equal(405, (await standIn.GetAsync("/capi-direct/events/")).Status);

    [Fact]
    public async Task Body_that_is_not_UTF8_is_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, standIn.Server.CapiDirectEndpoint)
        {
            Content = new ByteArrayContent([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestStandIn.Token);

        (await standIn.SendAsync(request)).IsRefusedOnlyWith("$: is not valid UTF-8");
    }

    [Theory]
    [InlineData(0, false, 200)]
    [InlineData(1, false, 413)]
    [InlineData(0, true, 200)]
    [InlineData(1, true, 413)]
    public async Task Body_over_one_mebibyte_is_too_large(int excess, bool chunked, int status)
    {
        var json = EventBody.Direct().ToString();
        var request = new HttpRequestMessage(HttpMethod.Post, standIn.Server.CapiDirectEndpoint)
        {
            Content = new StringContent(json + new string(' ', (1 << 20) - json.Length + excess), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestStandIn.Token);
        request.Headers.TransferEncodingChunked = chunked;

        Assert.Equal(status, (await standIn.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Body_over_the_servers_own_buffer_is_still_read()
    {
        await using var own = await TestStandIn.StartAsync(options => options with { MaxBodyBytes = 8 << 20 });

        var reply = await own.PostDirectAsync(EventBody.Direct() + new string(' ', 5 << 20));

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData(3, 200)]
    [InlineData(4, 400)]
    public async Task More_events_than_allowed_are_refused(int count, int status)
    {
        await using var own = await TestStandIn.StartAsync(options => options with { MaxEventsPerRequest = 3 });
        var body = EventBody.Direct().Plus([.. Enumerable.Range(1, count - 1).Select(i => $"extra-{i}")]);

        Assert.Equal(status, (await own.PostDirectAsync(body)).Status);
    }

    [Fact]
    public async Task Alias_is_accepted_only_where_the_connection_allows_it()
    {
        await using var own = await TestStandIn.StartAsync(options => options with
        {
            Connections = [new StandInConnection(new Guid(TestStandIn.ConnectionId), [TestStandIn.Token], AllowAlias: true)],
        });

        Assert.Equal(200, (await own.PostDirectAsync(EventBody.Direct().With("event_name", "\"ALIAS\""))).Status);
        Assert.Equal(200, (await own.PostFlatAsync(EventBody.Flat().With("event_name", "\"Alias\""))).Status);
        Assert.Equal(400, (await own.PostDirectAsync(EventBody.Direct().With("event_name", "\"Alias\""))).Status);
    }

    [Fact]
    public async Task One_bad_event_refuses_the_whole_batch()
    {
        await using var own = await TestStandIn.StartAsync();
        var body = EventBody.Direct().Plus("second", "third");
        body.Events()[1]!["event_name"] = "nonsense";

        (await own.PostDirectAsync(body)).IsRefusedOnlyWith("events[1].event_name: is not an accepted event name");
        Assert.Equal(0, own.Server.Received.Summarize().AcceptedEvents);
        Assert.Equal(3, own.Server.Received.Summarize().Events);
    }

    [Fact]
    public async Task Health_is_answered() => Assert.Equal(200, (await standIn.GetAsync("/health")).Status);
}
