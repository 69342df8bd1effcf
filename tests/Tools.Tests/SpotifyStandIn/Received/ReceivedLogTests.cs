using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpotifyStandIn.Faults;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Received;

public sealed class ReceivedLogTests : StandInTest
{
    [Fact]
    public async Task Request_is_listed_with_its_exact_body_and_the_digest_of_each_event()
    {
        const string EventText = """{ "event_name" : "LEAD","event_id":"é-1", "event_time":"2026-06-01T11:59:00.000Z","user_data":{"device_id":"d"}}""";
        var body = $"{{\"conversion_events\":{{\"capi_connection_id\":\"{TestStandIn.ConnectionId}\",\"events\":[ {EventText} ]}}}}\n";

        Assert.Equal(200, (await StandIn.PostDirectAsync(body)).Status);

        var entry = Assert.Single((await StandIn.GetAsync("/received")).Json.EnumerateArray());
        Assert.Equal(body, entry.GetProperty("body").GetString());
        Assert.Equal(DigestOf(body), entry.GetProperty("body_sha256").GetString());
        var received = Assert.Single(entry.GetProperty("events").EnumerateArray());
        Assert.Equal("é-1", received.GetProperty("event_id").GetString());
        Assert.Equal(DigestOf(EventText), received.GetProperty("sha256").GetString());
        Assert.Equal("LEAD", entry.GetProperty("event_names")[0].GetString());
        Assert.Equal("é-1", entry.GetProperty("event_ids")[0].GetString());
        Assert.Equal(
            (1, 200, true, true, TestStandIn.ConnectionId, "/capi-direct/events/"),
            (entry.GetProperty("sequence").GetInt64(), entry.GetProperty("status").GetInt32(), entry.GetProperty("accepted").GetBoolean(),
                entry.GetProperty("authorization_ok").GetBoolean(), entry.GetProperty("connection").GetString(),
                entry.GetProperty("path").GetString()));
        Assert.Equal(StandingTime.Start, entry.GetProperty("received_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Refused_request_is_listed_with_its_reasons()
    {
        await StandIn.PostDirectAsync(EventBody.Direct().Without("event_name"));
        await StandIn.PostDirectAsync(EventBody.Direct(), token: "wrong");

        var entries = (await StandIn.GetAsync("/received")).Json;
        Assert.Equal("events[0].event_name: is required", entries[0].GetProperty("messages")[0].GetString());
        Assert.True(entries[0].GetProperty("authorization_ok").GetBoolean());
        Assert.False(entries[0].GetProperty("accepted").GetBoolean());
        Assert.False(entries[1].GetProperty("authorization_ok").GetBoolean());
        Assert.Equal(401, entries[1].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Since_lists_only_what_came_later_and_bodies_can_be_left_out()
    {
        for (var i = 0; i < 3; i++)
            await StandIn.PostDirectAsync(EventBody.Direct($"order-{i}"));

        var later = (await StandIn.GetAsync("/received?since=2&bodies=false")).Json;

        var entry = Assert.Single(later.EnumerateArray());
        Assert.Equal(3, entry.GetProperty("sequence").GetInt64());
        Assert.False(entry.TryGetProperty("body", out _));
        Assert.Equal(400, (await StandIn.GetAsync("/received?since=x")).Status);
        Assert.Empty(StandIn.Server.Received.Since(3));
    }

    [Fact]
    public async Task Clear_forgets_everything_but_keeps_counting()
    {
        await StandIn.PostDirectAsync(EventBody.Direct());

        Assert.Equal(204, (await StandIn.DeleteAsync("/received")).Status);
        Assert.Equal(0, StandIn.Server.Received.Summarize().Requests);
        await StandIn.PostDirectAsync(EventBody.Direct());

        Assert.Equal(2, Assert.Single(StandIn.Server.Received.Since(1)).Sequence);
        Assert.Equal(0, StandIn.Server.Received.Summarize().Duplicates);
    }

    [Theory]
    [InlineData("order-1001")]
    [InlineData("gid://shop/Order/1?x=1#2")]
    [InlineData("100% %2F +ü")]
    [InlineData("summary ")]
    public async Task Event_id_finds_every_send_of_that_event(string eventId)
    {
        StandIn.Server.Faults.Play(new FaultStep { Status = 503 });
        var body = EventBody.Direct("other").Plus(eventId);
        await StandIn.PostDirectAsync(body);
        await StandIn.PostDirectAsync(body);

        var reply = await StandIn.GetAsync("/received/" + Uri.EscapeDataString(eventId));

        Assert.Equal(200, reply.Status);
        Assert.Equal(eventId, reply.Json.GetProperty("event_id").GetString());
        var sends = reply.Json.GetProperty("sends").EnumerateArray().ToArray();
        Assert.Equal([503, 200], sends.Select(send => send.GetProperty("status").GetInt32()));
        Assert.Single(sends.Select(send => send.GetProperty("sha256").GetString()).Distinct());
        using var sent = JsonDocument.Parse(sends[1].GetProperty("event").GetString()!);
        Assert.Equal(eventId, sent.RootElement.GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task Unknown_event_id_is_not_found() => Assert.Equal(404, (await StandIn.GetAsync("/received/never-sent")).Status);

    [Fact]
    public async Task Summary_counts_accepted_distinct_duplicate_and_changed_events()
    {
        StandIn.Server.Faults.Play(new FaultStep { Status = 503 });
        await StandIn.PostDirectAsync(EventBody.Direct("a").Plus("b"));
        await StandIn.PostDirectAsync(EventBody.Direct("a").Plus("b"));
        await StandIn.PostDirectAsync(EventBody.Direct("b").With("event_details.amount", "1"));
        await StandIn.PostDirectAsync(EventBody.Direct("c").Without("event_time"));
        await StandIn.AskForTokenAsync();
        await StandIn.GetAsync("/no-such-path");

        var summary = (await StandIn.GetAsync("/received/summary")).Json;

        Assert.Equal(
            """{"requests":4,"token_requests":1,"unknown_requests":1,"events":6,"accepted_events":3,"distinct_event_ids":2,"duplicates":1,"changed_event_ids":1,"statuses":{"200":2,"400":1,"503":1}}""",
            summary.GetRawText());
    }

    [Fact]
    public async Task Old_bodies_are_forgotten_while_ids_and_digests_stay()
    {
        await using var own = await TestStandIn.StartAsync(options => options with { KeptBodies = 2 });
        for (var i = 0; i < 4; i++)
            await own.PostDirectAsync(EventBody.Direct($"order-{i}"));

        var requests = own.Server.Received.Requests;

        Assert.Equal([false, false, true, true], requests.Select(request => request.Body is not null));
        Assert.Equal(["order-0", "order-1", "order-2", "order-3"], requests.Select(request => request.Events[0].Id));
        Assert.All(requests, request => Assert.NotNull(request.BodySha256));
        Assert.Equal(JsonValueKind.Null, (await own.GetAsync("/received")).Json[0].GetProperty("body").ValueKind);
    }

    [Fact]
    public async Task Bodies_in_total_are_bounded_by_their_bytes_too()
    {
        var length = EventBody.Direct().ToString().Length;
        await using var own = await TestStandIn.StartAsync(options => options with { KeptBodyBytes = (long)(length * 2.5) });
        for (var i = 0; i < 5; i++)
            await own.PostDirectAsync(EventBody.Direct());

        Assert.Equal(2, own.Server.Received.Requests.Count(request => request.Body is not null));
    }

    [Fact]
    public async Task Parallel_requests_are_all_counted_once_with_gapless_sequence()
    {
        const int Senders = 8, Each = 25;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (var i = 0; i < Each; i++)
                await StandIn.PostDirectAsync(EventBody.Direct($"{sender}-{i}").Plus($"{sender}-{i}-b"));
        }));

        var summary = StandIn.Server.Received.Summarize();
        Assert.Equal((Senders * Each, Senders * Each * 2, 0), (summary.Requests, summary.DistinctEventIds, summary.Duplicates));
        Assert.Equal(
            Enumerable.Range(1, Senders * Each).Select(i => (long)i), StandIn.Server.Received.Requests.Select(request => request.Sequence));
    }

    [Fact]
    public async Task Tokens_and_secrets_appear_nowhere_in_the_log()
    {
        await StandIn.PostDirectAsync(EventBody.Direct());
        await StandIn.PostPartnerAsync(EventBody.Partner());
        await StandIn.AskForTokenAsync(secret: "wrong-secret");

        var texts = (await StandIn.GetAsync("/received")).Text + (await StandIn.GetAsync("/connections")).Text;

        Assert.DoesNotContain(TestStandIn.Token, texts, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", texts, StringComparison.Ordinal);
        Assert.DoesNotContain("access_token", texts, StringComparison.Ordinal);
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
