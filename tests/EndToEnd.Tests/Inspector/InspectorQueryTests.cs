using SpotifyStandIn.Faults;
using Testing.Harness;

namespace EndToEnd.Tests.Inspector;

/// <summary>What an operator asks of an app that others are using.</summary>
[Collection(SharedScenario.Name)]
public sealed class InspectorQueryTests(SharedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Webhooks_that_share_a_message_are_each_listed_once_and_as_delivered()
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => scenario.PostOrderAsync()));
        var ids = sent.Select(each => each.EventId).Order().ToArray();
        await scenario.DeliveredAsync(ids);
        Assert.True(scenario.Spotify.Received.Requests.Count(request => request.Events.Any(sent => ids.Contains(sent.Id))) < ids.Length, "No two webhooks shared a message.");

        (string? Id, string? Outcome)[] rows = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var events = (await scenario.GetAsync("/api/deliveries?view=events&limit=1000")).Json.GetProperty("events").EnumerateArray();
                rows = [.. events.Select(row => (row.TryGetProperty("event_id", out var id) ? id.GetString() : null, row.GetProperty("outcome").GetString())).Where(row => ids.Contains(row.Item1)).Order()];
                return rows.Length >= ids.Length && rows.All(row => row.Outcome == "delivered");
            },
            () => $"every event is listed as delivered ({rows.Length} rows, {rows.Count(row => row.Outcome != "delivered")} otherwise)");

        Assert.Equal(ids, rows.Select(row => row.Id));

        // A trace is looked for in everything that this app has seen, so a dozen is enough.
        foreach (var id in ids.Take(12))
        {
            var trace = await scenario.GetAsync($"/api/deliveries/{id}");
            Assert.True(trace.Status == 200, trace.Text);
            var steps = trace.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()).ToArray();
            Assert.Equal((1, 1), (steps.Count(step => step == "received"), steps.Count(step => step == "attempt")));
        }
    }

    /// <summary>A server leaves %2F in a path as it is, so that an id that holds these characters looks like one with a slash.</summary>
    [Fact]
    public async Task Event_id_that_is_an_encoded_address_can_be_followed()
    {
        const string Id = "gid%3A%2F%2Fshop%2FOrder%2F1";
        await scenario.PostEventsAsync(CanonicalEvents.Purchase(Id));

        await Eventually.TrueAsync(async () => (await scenario.GetAsync($"/api/deliveries/{Uri.EscapeDataString(Id)}")).Status == 200, () => "it is on record");
    }

    [Fact]
    public async Task Event_id_with_a_slash_can_be_followed_and_so_can_its_dead_letter()
    {
        scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = "shop/", Forever = true });
        await scenario.PostEventsAsync(CanonicalEvents.Purchase("shop/order 1"));
        await Eventually.TrueAsync(
            async () => (await DeadLetters.ListAsync(scenario, "&open=true")).Any(letter => letter.EventId == "shop/order 1"), () => "it is a dead letter");

        await Eventually.TrueAsync(async () => (await scenario.GetAsync("/api/deliveries/shop%2Forder%201?destination=main&event_name=purchase")).Status == 200, () => "it is on record");
        var found = (await scenario.GetAsync("/api/deliveries/shop%2Forder%201")).Json;

        Assert.Equal(("shop/order 1", "dead"), (found.GetProperty("event_id").GetString(), found.GetProperty("outcome").GetString()));
        Assert.Equal(404, (await scenario.GetAsync("/api/deliveries/shop%2Forder%201?destination=elsewhere")).Status);
        var letter = found.GetProperty("dead_letter").GetProperty("id").GetString();
        await DeadLetters.ReplayAsync(scenario, $$"""{"ids":["{{letter}}"],"dryRun":false}""");
        await Eventually.TrueAsync(
            async () => (await DeadLetters.ListAsync(scenario)).Single(each => each.Id == letter).Replays == 1, () => "it is replayed");
        Assert.DoesNotContain(await DeadLetters.ListAsync(scenario, "&open=true"), open => open.Id == letter);
        await scenario.Queues.DrainedAsync();
        scenario.Spotify.Faults.Clear();
    }

    [Theory]
    [InlineData("/api/deliveries?to=0001-01-01T00:00:00Z", "event_time_invalid")]
    [InlineData("/api/deliveries?view=events&from=2020-01-01T00:00:00Z", "range_invalid")]
    [InlineData("/api/deliveries?view=events&next=perhaps", "wrong_type")]
    [InlineData("/api/deliveries/order-1?from=2020-01-01T00:00:00Z", "range_invalid")]
    [InlineData("/api/dead-letters?open=perhaps", "wrong_type")]
    [InlineData("/api/dead-letters?reason=perhaps", "wrong_type")]
    [InlineData("/api/deliveries?outcome=waiting", "wrong_type")]
    [InlineData("/api/deliveries?view=events&outcome=paused", "wrong_type")]
    [InlineData("/api/deliveries/order-1?destination=a&destination=b", "wrong_type")]
    public async Task Query_that_cannot_be_answered_is_refused_by_name(string path, string code)
    {
        var answer = await scenario.GetAsync(path);

        Assert.Equal((400, code), (answer.Status, Assert.Single(answer.Codes)));
    }

    [Theory]
    [InlineData("/api/summary", "source,destination,received")]
    [InlineData("/api/deliveries", "at,destination,profile")]
    [InlineData("/api/deliveries?view=events", "key,at,source")]
    public async Task CSV_comes_where_it_is_asked_for(string path, string columns)
    {
        var answer = await scenario.GetAsync(path, "text/csv");

        Assert.Equal((200, "text/csv; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.StartsWith(columns, answer.Text.TrimStart('\uFEFF'), StringComparison.Ordinal);
    }
}
