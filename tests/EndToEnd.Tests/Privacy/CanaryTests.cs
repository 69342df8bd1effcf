using System.Text;
using SpotifyStandIn.Connections;
using SpotifyStandIn.Faults;
using Testing.Harness;

namespace EndToEnd.Tests.Privacy;

/// <summary>Good, bad, refused and failing events with values that stand nowhere else; then every line that the app wrote is searched for them.</summary>
public sealed class CanaryTests
{
    private readonly Canaries canaries = new();

    // Spotify takes IP addresses as they are; the log must not.
    private readonly Canaries addresses = new();
    private readonly List<string> answers = [];

    [Fact]
    public async Task Nothing_that_the_app_writes_holds_personal_data_or_a_secret()
    {
        var (token, webhookSecret) = (canaries.Secret(), canaries.Secret());
        var (functionKey, addressKey) = (canaries.Secret(), canaries.Secret());
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Arguments = ["--enable-auth"],
            Spotify = ScenarioSettings.Spotify with
            {
                Connections = [new StandInConnection(new Guid(ScenarioSettings.Connection), [token])],
            },
            Configure = (settings, _) =>
            {
                settings["Secrets__main_token"] = token;
                settings["Secrets__shop_secret"] = webhookSecret;
                settings["LocalHost__FunctionKey"] = functionKey;
                settings["Sources__grid__Kind"] = "CloudEvents";
                settings["Sources__grid__Header"] = "?key";
                settings["Sources__grid__Secrets"] = "grid-secret";
                settings["Secrets__grid_secret"] = addressKey;
                LoudLog.Apply(settings);
            },
        });
        scenario.App.Http.DefaultRequestHeaders.Add("x-functions-key", functionKey);
        var orders = new ShopifyOrders(webhookSecret);

        await PostOrdersAsync(scenario, orders);
        await PostToAddressAsync(scenario, addressKey);
        await PostEventsAsync(scenario);
        await FailAsync(scenario, token);
        await InspectAsync(scenario);

        Assert.Contains(scenario.App.Output.Log, entry => entry.Level is "Trace" or "Debug");
        canaries.AreNotIn(scenario.App.Output.Lines, "the app's output");
        addresses.AreNotIn(scenario.App.Output.Lines, "the app's output");
        canaries.AreNotIn(answers, "an answer");
        canaries.AreNotIn(
            scenario.Spotify.Received.Requests.Select(request => request.Body is { } body ? Encoding.UTF8.GetString(body.Span) : ""), "what Spotify got");
    }

    private async Task PostOrdersAsync(Scenario scenario, ShopifyOrders orders)
    {
        var good = Order(orders);
        foreach (var json in (string[])[good, good[..(good.Length / 2)], good.Replace("45.85", "1e999", StringComparison.Ordinal), $"[{good}]"])
        {
            using var request = orders.SignedWebhook(json);
            canaries.Add("signature", request.Headers.GetValues("X-Shopify-Hmac-Sha256").Single());
            await SendAsync(scenario, request);
        }

        using var forged = new ShopifyOrders("some other secret").SignedWebhook(Order(orders));
        canaries.Add("signature", forged.Headers.GetValues("X-Shopify-Hmac-Sha256").Single());
        await SendAsync(scenario, forged);
    }

    // A secret that stands in the address of the request, and one that does not fit.
    private async Task PostToAddressAsync(Scenario scenario, string addressKey)
    {
        foreach (var (key, status) in ((string, int)[])[(addressKey, 202), (canaries.Secret(), 401)])
        {
            var answer = await scenario.PostAsync($"/api/webhooks/grid?key={key}", $$"""
                {"specversion":"1.0","id":"1","source":"/shop","type":"PURCHASE","time":"2026-01-23T12:34:56Z","data":{{Event("canary-grid")}}}
                """);
            Assert.Equal(status, answer.Status);
            answers.Add(answer.Text);
        }
    }

    private async Task PostEventsAsync(Scenario scenario)
    {
        var good = Event("canary-good");
        foreach (var json in (string[])[
            good,
            good[..(good.Length - 20)],
            good.Replace("49.99", "\"a lot\"", StringComparison.Ordinal),
            good.Replace("2026-01-23T12:34:56Z", "yesterday", StringComparison.Ordinal),
            good.Replace("canary-good", canaries.Email(), StringComparison.Ordinal),
            good.Replace("https://shop.example/thanks", $"https://shop.example/?mail={canaries.Email()}", StringComparison.Ordinal),
            good.Replace("order_1001", canaries.Email(), StringComparison.Ordinal)])
        {
            answers.Add((await scenario.PostEventsAsync(json)).Text);
            answers.Add((await scenario.PreviewAsync(json)).Text);
        }

        answers.Add((await scenario.PostAsync($"/api/events?code={canaries.Secret()}&mail={canaries.Email()}", good)).Text);
        await scenario.DeliveredAsync(scenario.Accounting.Accepted);
    }

    private async Task FailAsync(Scenario scenario, string token)
    {
        var echo = canaries.Email();
        scenario.Spotify.Faults.Play(
            new FaultStep { Status = 500, Body = $"<html>{echo}</html>", WhenEventIdPrefix = "canary-500" },
            new FaultStep { Status = 400, Body = $"{{\"messages\":[\"{echo} is wrong, token {token}\"]}}", WhenEventIdPrefix = "canary-400", Times = 20 },
            new FaultStep { Reset = ResetPoint.After, WhenEventIdPrefix = "canary-reset" });
        var before = scenario.Spotify.Received.Requests.Count;
        string[] ids = ["canary-500", "canary-400", "canary-reset"];
        foreach (var id in ids)
            answers.Add((await scenario.PostEventsAsync(Event(id))).Text);
        await Eventually.TrueAsync(
            () => ids.All(id => scenario.Spotify.Received.Find(id).Any(send => send.Request.Answered is not null)), "every failure has been met");
        await scenario.DeliveredAsync("canary-500", "canary-reset");
        Assert.True(scenario.Spotify.Received.Requests.Count > before);
    }

    // Everything that an operator can look at, and everything that it is read from.
    private async Task InspectAsync(Scenario scenario)
    {
        await scenario.App.StopAsync();
        await scenario.App.RestartAsync();
        var events = await scenario.GetAsync("/api/deliveries?view=events&limit=1000");
        var rows = events.Json.GetProperty("events").EnumerateArray().ToArray();
        Assert.Contains(rows, row => row.GetProperty("outcome").GetString() == "rejected");
        var seen = new List<string> { events.Text };
        foreach (var path in (string[])["/api/summary", "/api/deliveries", "/api/dead-letters", "/api/health", "/api/diagnostics"])
            seen.Add((await scenario.GetAsync(path)).Text);
        foreach (var path in (string[])["/api/summary", "/api/deliveries", "/api/deliveries?view=events"])
            seen.Add((await scenario.GetAsync(path, "text/csv")).Text);
        foreach (var id in rows.Where(row => row.TryGetProperty("event_id", out _)).Select(row => row.GetProperty("event_id").GetString()!).Distinct())
            seen.Add((await scenario.GetAsync($"/api/deliveries/{Uri.EscapeDataString(id)}")).Text);
        var journal = new Azure.Storage.Blobs.BlobContainerClient(scenario.Storage, "delivery-journal");
        await foreach (var blob in journal.GetBlobsAsync())
            seen.Add((await journal.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());

        canaries.AreNotIn(await DeadLetterBodiesAsync(scenario), "a dead letter");
        Assert.True(seen.Count > 15);
        canaries.AreNotIn(seen, "what an operator sees");
        addresses.AreNotIn(seen, "what an operator sees");
        Assert.All(seen, text => Assert.DoesNotMatch("[0-9a-f]{64}", text));
    }

    // They hold the digests and the addresses that a replay sends.
    private static async Task<IReadOnlyList<string>> DeadLetterBodiesAsync(Scenario scenario)
    {
        var container = new Azure.Storage.Blobs.BlobContainerClient(scenario.Storage, "dead-letters");
        var bodies = new List<string>();
        await foreach (var blob in container.GetBlobsAsync())
            bodies.Add((await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
        Assert.Contains(bodies, body => body.Contains("canary-400", StringComparison.Ordinal));
        return bodies;
    }

    private string Order(ShopifyOrders orders) =>
        ShopifyOrders.Json(orders.NextId(), canaries.Email(), canaries.Phone(), addresses.Ip());

    private string Event(string id) => CanonicalEvents.Purchase(id, canaries.Email(), canaries.Phone(), addresses.Ip());

    private async Task SendAsync(Scenario scenario, HttpRequestMessage request) => answers.Add((await scenario.SendAsync(request)).Text);
}
