using System.Text.Json;
using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;

namespace EndToEnd.Tests.Inspector;

/// <summary>What an operator is told, from the running app: the figures add up, and every event has its way from arrival to outcome.</summary>
public sealed class InspectorApiTests
{
    private static readonly string[] Sums = ["accepted", "duplicate", "ignored", "rejected", "unstored"];

    [Fact]
    public async Task WebhooksThatShareAMessage_AreEachListedOnceAndAsDelivered()
    {
        await using var scenario = await Scenario.StartAsync();
        var sent = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => scenario.PostOrderAsync()));
        var ids = sent.Select(each => each.EventId).Order().ToArray();
        await scenario.DeliveredAsync(ids);
        Assert.True(scenario.Spotify.Received.Requests.Count < ids.Length, "No two webhooks shared a message.");

        (string? Id, string? Outcome)[] rows = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var events = (await scenario.GetAsync("/api/deliveries?view=events&limit=1000")).Json.GetProperty("events").EnumerateArray();
                rows = [.. events.Select(row => (row.GetProperty("event_id").GetString(), row.GetProperty("outcome").GetString())).Order()];
                return rows.Length >= ids.Length && rows.All(row => row.Outcome == "delivered");
            },
            () => $"every event is listed as delivered ({rows.Length} rows, {rows.Count(row => row.Outcome != "delivered")} otherwise)");

        Assert.Equal(ids, rows.Select(row => row.Id));
        var traces = await Task.WhenAll(ids.Select(id => scenario.GetAsync($"/api/deliveries/{id}")));
        Assert.All(traces, trace => Assert.Equal(1, trace.Json.GetProperty("steps").EnumerateArray().Count(step => step.GetProperty("step").GetString() == "received")));
        Assert.All(traces, trace => Assert.Equal(1, trace.Json.GetProperty("steps").EnumerateArray().Count(step => step.GetProperty("step").GetString() == "attempt")));
    }

    [Fact]
    public async Task MixOfEvents_AddsUpAndEachCanBeFollowed()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, spotify) =>
            {
                settings["Ingest__EnqueueTimeout"] = "00:00:30";
                settings["Destinations__main__BusinessId"] = "business";
                settings["Destinations__main__DatasetId"] = "dataset";
                settings["Destinations__main__AdsTokenSecret"] = "ads-token";
                settings["Destinations__main__AdsEndpoint"] = new Uri(spotify.BaseAddress, "/ads/v3").AbsoluteUri;
                settings["Secrets__ads_token"] = "token-of-the-ads-api";
            },
        });
        scenario.Spotify.Faults.Play(
            new FaultStep { Status = 400, WhenEventIdPrefix = "bad", Times = 20 },
            new FaultStep { Status = 503, WhenEventIdPrefix = "later", Times = 1000 });
        var mix = await scenario.PostEventsAsync(CanonicalEvents.Array(
            CanonicalEvents.Purchase("good-1"), CanonicalEvents.Purchase("good-2"), CanonicalEvents.Purchase("good-2"),
            CanonicalEvents.WithoutAmount("wrong"), CanonicalEvents.Unmapped("nothing"), CanonicalEvents.Purchase("bad-1")));
        var later = await scenario.PostEventsAsync(CanonicalEvents.Purchase("later-1"));
        var (order, orderId) = await scenario.PostOrderAsync();
        Assert.Equal((202, 202, 202), (mix.Status, later.Status, order.Status));
        await scenario.DeliveredAsync("good-1", "good-2", orderId);

        await ReadsAsync(scenario, summary => Number(summary, "delivered") == 3 && Number(summary, "dead") == 1 && Number(summary, "received") == 8 && Number(summary, "retried") > 0);
        var summary = (await scenario.GetAsync("/api/summary")).Json;
        var totals = summary.GetProperty("totals");
        Assert.Equal(Sums.Sum(name => Number(totals, name)), Number(totals, "received"));
        Assert.Equal((5, 1, 1, 1, 0), (Number(totals, "accepted"), Number(totals, "duplicate"), Number(totals, "ignored"), Number(totals, "rejected"), Number(totals, "unaccounted")));
        Assert.Equal(1, Number(totals, "waiting"));
        Assert.Equal(1, Number(totals.GetProperty("dead_by_reason"), "rejected_by_spotify"));
        Assert.Equal(["events", "shop"], summary.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("source").GetString()));
        Assert.Equal(8, summary.GetProperty("series").GetProperty("points").EnumerateArray().Sum(point => Number(point, "received")));

        foreach (var (id, outcome, steps) in ((string, string, string)[])[
            (orderId, "delivered", "received validated mapped identified consent addressed attempt outcome"),
            ("good-2", "delivered", "received validated mapped identified consent addressed attempt received validated outcome"),
            ("wrong", "rejected", "received validated outcome"),
            ("nothing", "ignored", "received validated outcome"),
            ("bad-1", "dead", "received validated mapped identified consent addressed attempt outcome")])
        {
            var trace = (await scenario.GetAsync($"/api/deliveries/{id}")).Json;
            Assert.Equal((outcome, steps), (trace.GetProperty("outcome").GetString(), string.Join(' ', trace.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()))));
        }

        Assert.Equal("deferred", (await scenario.GetAsync("/api/deliveries/later-1")).Json.GetProperty("outcome").GetString());
        Assert.Equal("orders/paid", (await scenario.GetAsync($"/api/deliveries/{orderId}")).Json.GetProperty("received")[0].GetProperty("topic").GetString());
        var letter = (await scenario.GetAsync("/api/deliveries/bad-1")).Json.GetProperty("dead_letter").GetProperty("id").GetString();
        Assert.Equal(200, (await DeadLetters.ReplayAsync(scenario, $$"""{"ids":["{{letter}}"]}""")).Status);

        var rows = (await scenario.GetAsync("/api/deliveries?view=events")).Json.GetProperty("events").EnumerateArray().ToArray();
        Assert.Equal(
            ["dead", "deferred", "delivered", "delivered", "delivered", "duplicate", "ignored", "rejected"],
            rows.Select(row => row.GetProperty("outcome").GetString()).Order());
        Assert.Equal(rows.Length, rows.Select(row => row.GetProperty("key").GetString()).Distinct().Count());

        var spotify = (await scenario.GetAsync("/api/diagnostics")).Json.GetProperty("destinations")[0];
        var day = Assert.Single(spotify.GetProperty("rows").EnumerateArray());
        Assert.Equal(("ok", "PURCHASE", 3, 3), (spotify.GetProperty("status").GetString(), day.GetProperty("event_name").GetString(), Number(day, "sent"), Number(day, "received_by_spotify")));
    }

    [Fact]
    public async Task FiguresAndRows_OutliveTheApp()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.PostEventsAsync(CanonicalEvents.Array(CanonicalEvents.Purchase("kept"), CanonicalEvents.Unmapped("passed-by")));
        await scenario.DeliveredAsync("kept");
        await scenario.App.StopAsync();
        await scenario.App.RestartAsync();

        var totals = (await scenario.GetAsync("/api/summary")).Json.GetProperty("totals");
        var rows = (await scenario.GetAsync("/api/deliveries?view=events")).Json.GetProperty("events").EnumerateArray();

        Assert.Equal((2, 1, 1, 0), (Number(totals, "received"), Number(totals, "delivered"), Number(totals, "ignored"), Number(totals, "unaccounted")));
        Assert.Equal(["delivered", "ignored"], rows.Select(row => row.GetProperty("outcome").GetString()).Order());
    }

    [Fact]
    public async Task EventIdWithASlash_CanBeFollowedAndSoCanItsDeadLetter()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = "shop/", Forever = true });
        await scenario.PostEventsAsync(CanonicalEvents.Purchase("shop/order 1"));
        await Eventually.TrueAsync(async () => (await scenario.GetAsync("/api/dead-letters?open=true")).Json.GetProperty("dead_letters").GetArrayLength() == 1, () => "it is a dead letter");

        await Eventually.TrueAsync(async () => (await scenario.GetAsync("/api/deliveries/shop%2Forder%201?destination=main&event_name=purchase")).Status == 200, () => "it is on record");
        var found = (await scenario.GetAsync("/api/deliveries/shop%2Forder%201")).Json;

        Assert.Equal(("shop/order 1", "dead"), (found.GetProperty("event_id").GetString(), found.GetProperty("outcome").GetString()));
        Assert.Equal(404, (await scenario.GetAsync("/api/deliveries/shop%2Forder%201?destination=elsewhere")).Status);
        var letter = found.GetProperty("dead_letter").GetProperty("id").GetString();
        await DeadLetters.ReplayAsync(scenario, $$"""{"ids":["{{letter}}"],"dryRun":false}""");
        await Eventually.TrueAsync(
            async () => (await scenario.GetAsync("/api/dead-letters")).Json.GetProperty("dead_letters")[0].GetProperty("replays").GetInt32() == 1, () => "it is replayed");
        Assert.DoesNotContain((await scenario.GetAsync("/api/dead-letters?open=true")).Json.GetProperty("dead_letters").EnumerateArray(), open => open.GetProperty("id").GetString() == letter);
    }

    [Theory]
    [InlineData("/api/deliveries?to=0001-01-01T00:00:00Z", "event_time_invalid")]
    [InlineData("/api/deliveries?view=events&from=2020-01-01T00:00:00Z", "range_invalid")]
    [InlineData("/api/deliveries/order-1?from=2020-01-01T00:00:00Z", "range_invalid")]
    [InlineData("/api/dead-letters?open=perhaps", "wrong_type")]
    public async Task QueryThatCannotBeAnswered_IsRefusedByName(string path, string code)
    {
        await using var scenario = await Scenario.StartAsync();

        var answer = await scenario.GetAsync(path);

        Assert.Equal((400, code), (answer.Status, Assert.Single(answer.Codes)));
    }

    [Theory]
    [InlineData("/api/summary", "source,destination,received")]
    [InlineData("/api/deliveries", "at,destination,profile")]
    [InlineData("/api/deliveries?view=events", "key,at,source")]
    public async Task Csv_ComesWhereItIsAskedFor(string path, string columns)
    {
        await using var scenario = await Scenario.StartAsync();

        var answer = await scenario.GetAsync(path, "text/csv");

        Assert.Equal((200, "text/csv; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.StartsWith(columns, answer.Text.TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutBlobStorage_TheAnswerSaysSoAndHealthNamesIt()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) => settings["AzureWebJobsStorage"] = WithoutBlobs(settings["AzureWebJobsStorage"]),
        });

        var summary = await scenario.GetAsync("/api/summary");
        var health = await scenario.GetAsync("/api/health");

        Assert.Equal((503, "storage_unavailable"), (summary.Status, Assert.Single(summary.Codes)));
        Assert.Equal((503, "blob"), (health.Status, Assert.Single(health.Json.GetProperty("failing").EnumerateArray()).GetString()));
        Assert.Equal(200, (await scenario.GetAsync("/api/health?probe=live")).Status);
    }

    private static string WithoutBlobs(string connection) => string.Join(';', connection.Split(';')
        .Select(part => part.StartsWith("BlobEndpoint=", StringComparison.Ordinal) ? "BlobEndpoint=http://127.0.0.1:1/devstoreaccount1" : part));

    private static Task ReadsAsync(Scenario scenario, Func<JsonElement, bool> expected) => Eventually.TrueAsync(
        async () => expected((await scenario.GetAsync("/api/summary")).Json.GetProperty("totals")), () => "the summary has caught up");

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
