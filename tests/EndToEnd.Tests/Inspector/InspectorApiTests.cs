using System.Text.Json;
using SpotifyStandIn.Faults;
using Testing.Harness;

namespace EndToEnd.Tests.Inspector;

/// <summary>What an operator is told, from the running app: the figures add up, and every event has its way from arrival to outcome.</summary>
public sealed class InspectorApiTests
{
    private static readonly string[] Sums = ["accepted", "duplicate", "ignored", "rejected", "unstored"];

    [Fact]
    public async Task Mix_of_events_adds_up_and_each_can_be_followed_and_all_of_it_outlives_the_app()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, spotify) =>
            {
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

        await scenario.App.StopAsync();
        await scenario.App.RestartAsync();

        var after = (await scenario.GetAsync("/api/summary")).Json.GetProperty("totals");
        var rowsAfter = (await scenario.GetAsync("/api/deliveries?view=events")).Json.GetProperty("events").EnumerateArray();
        Assert.All([.. Sums, "received", "delivered", "dead", "unaccounted"], name => Assert.Equal((name, Number(totals, name)), (name, Number(after, name))));
        Assert.Equal(Outcomes(rows), Outcomes(rowsAfter));
    }

    private static IEnumerable<string?> Outcomes(IEnumerable<JsonElement> rows) =>
        rows.Select(row => $"{row.GetProperty("key").GetString()} {row.GetProperty("outcome").GetString()}").Order();

    private static Task ReadsAsync(Scenario scenario, Func<JsonElement, bool> expected) => Eventually.TrueAsync(
        async () => expected((await scenario.GetAsync("/api/summary")).Json.GetProperty("totals")), () => "the summary has caught up");

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
