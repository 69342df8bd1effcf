using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Azure.Storage.Blobs;
using EndToEnd.Tests.Offline;
using SpotifyStandIn.Connections;
using SpotifyStandIn.Diagnostics;
using Testing.Harness;
using Testing.Harness.Vault;

namespace EndToEnd.Tests.Inspector;

/// <summary>A destination on which all is well, and each mistake planted once: the first line of <c>./run doctor</c> names it and its remedy.</summary>
public sealed class DoctorMistakeTests
{
    private const string AdsToken = "token-of-the-ads-api-jb7";

    // Spotify's tokens are JWTs whose payload names nothing but a token_id.
    private const string Token = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl9pZCI6IjMxNTRjMzEzLTliNmYtNDYzNS1hNjE2LTAzNTJhODI0ODBkOCJ9.c2lnbmF0dXJl";

    private static readonly (string Name, Action<DiagnosticsVariant> InSpotify, string Figures, string Status, string Check, string Remedy)[] Mistakes =
    [
        ("unknown connection", spotify => spotify.KnowsConnection = false, Figures(), "fail", "connection", "Copy ConnectionId"),
        ("no dataset", spotify => spotify.RoutedTo = null, Figures(), "fail", "dataset_routing", "Create a dataset"),
        ("another dataset", spotify => spotify.RoutedTo = "another", Figures(), "fail", "dataset_routing", "Set DatasetId"),
        ("not shared", spotify => spotify.SharedAdAccounts = 0, Figures(), "fail", "ad_account", "Share it"),
        ("not receiving", spotify => spotify.Receives = false, Figures(), "fail", "receiving", "Compare ConnectionId and DatasetId"),
        ("not moved", spotify => spotify.ListsEvents = false, Figures(), "fail", "events_received", "Compare ConnectionId and token"),
        ("no pixel", spotify => spotify.HasPixel = false, Figures(), "warn", "pixel", "same event ids"),
        ("pixel elsewhere", spotify => spotify.PixelDataset = "another", Figures(), "warn", "pixel", "to this dataset"),
        ("two reporters", spotify => spotify.PixelPurchases = 40, Figures(), "unknown", "shared_ids", "GET /api/deliveries/"),
        ("half is counted", spotify => spotify.Counted = 0.5, Figures(), "warn", "sent_and_received", "GET /api/diagnostics"),
        ("none is counted", spotify => spotify.Counted = 0, Figures(), "fail", "sent_and_received", "ConnectionId, token and DatasetId"),
        ("slow clock", spotify => spotify.ClockAhead = TimeSpan.FromMinutes(10), Figures(), "fail", "clock", "Correct the machine's clock"),
        ("wrong Ads token", spotify => spotify.Status = 401, Figures(), "fail", "ads_access", "AdsTokenSecret"),
        ("foreign business", spotify => spotify.Status = 403, Figures(), "fail", "ads_access", "AdsTokenSecret"),
        ("unknown dataset", spotify => spotify.Status = 404, Figures(), "fail", "ads_access", "BusinessId and DatasetId"),
        ("too many questions", spotify => spotify.Status = 429, Figures(), "unknown", "ads_access", "again"),
        ("some are refused", _ => { }, Figures(dead: 10), "warn", "refusals", "replay"),
        ("most are refused", _ => { }, Figures(dead: 150), "fail", "refusals", "replay"),
        ("nobody to match", _ => { }, Figures(email: 10, ip: 10), "warn", "identifiers", "IP address and e-mail"),
        ("the shop's own address", _ => { }, Figures(shared: 30), "warn", "shared_ip_address", "pass the buyer's address on"),
        ("the shop's own address, beside files", _ => { }, Figures(ip: 40, shared: 20), "warn", "shared_ip_address", "pass the buyer's address on"),
        ("no consent", _ => { }, Figures(unknown: 60), "warn", "unknown_consent", "UnknownConsent"),
        ("old events", _ => { }, Figures(old: 30), "warn", "event_age", "when they happen"),
    ];

    [Fact]
    public async Task Each_mistake_is_named_with_its_remedy_in_the_first_line()
    {
        await using var scenario = await StartAsync();
        await CountAsync(scenario, 100);
        var wrong = new List<string>();
        foreach (var mistake in Mistakes.Prepend(("none", _ => { }, Figures(), "ok", "", "")))
        {
            Correct(scenario.Spotify.Diagnostics);
            mistake.Item2(scenario.Spotify.Diagnostics);
            await PlantAsync(scenario, mistake.Item3);
            if (await ComplaintAsync(scenario, mistake.Item4, mistake.Item5, mistake.Item6) is { } complaint)
                wrong.Add($"{mistake.Item1}: {complaint}");
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Correct(scenario.Spotify.Diagnostics);
        scenario.Spotify.Connections.SetTokens(new Guid(ScenarioSettings.Connection), "another token");
        await scenario.PostEventsAsync(CanonicalEvents.Purchase("refused-1"));
        string? last = null;
        await Eventually.TrueAsync(async () => (last = await ComplaintAsync(scenario, "fail", "delivery", "docs/operations.md")) is null, () => last!);
    }

    [Fact]
    public async Task Without_token_and_ads_API_the_missing_token_is_first_and_the_rest_is_one_line_and_what_is_known_here()
    {
        await using var azure = await VaultForAProcess.StartAsync();
        await using var scenario = await StartAsync(settings =>
        {
            foreach (var name in (string[])["BusinessId", "DatasetId", "AdsTokenSecret", "AdsEndpoint"])
                settings.Remove($"Destinations__main__{name}");

            // Without a vault a secret that is missing stops the start.
            azure.Apply(settings);
            azure.Vault.Values.TryRemove("main-token", out _);
        });
        await PlantAsync(scenario, Figures());

        Assert.Null(await ComplaintAsync(scenario, "fail", "token", "Store it"));
        var lines = (await RunPush.CommandAsync(scenario, "doctor")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("unknown  main/ads_access: ", lines[1], StringComparison.Ordinal);
        Assert.Contains("BusinessId", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("connection, dataset_routing, ad_account, receiving, events_received, pixel, sent_and_received, clock.", lines[1].Trim(), StringComparison.Ordinal);
        Assert.Equal(
            ["shared_ids", "delivery", "refusals", "identifiers", "shared_ip_address", "unknown_consent", "event_age"],
            lines[2..].Select(line => line.Split('/', ':')[1]));
    }

    private static void Correct(DiagnosticsVariant spotify)
    {
        (spotify.KnowsConnection, spotify.RoutedTo, spotify.SharedAdAccounts, spotify.Receives, spotify.ListsEvents) = (true, "dataset", 1, true, true);
        (spotify.HasPixel, spotify.PixelDataset, spotify.PixelPurchases, spotify.Counted, spotify.ClockAhead, spotify.Status) = (true, null, 0, 1, TimeSpan.Zero, null);
    }

    // Null when the first line is as it should be.
    private static async Task<string?> ComplaintAsync(Scenario scenario, string status, string check, string remedy)
    {
        var said = await RunPush.CommandAsync(scenario, "doctor");
        foreach (var secret in (string[])[AdsToken, Token, ScenarioSettings.FunctionKey])
            Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal);
        var first = said.Output.Split('\n')[0];
        var isGood = said.ExitCode == (status == "fail" ? 2 : 0)
            && first.StartsWith($"{status,-7}  main/{check}", StringComparison.Ordinal) && first.Contains(remedy, StringComparison.Ordinal);
        return isGood ? null : said.ToString();
    }

    // What Spotify counts, without the app.
    private static async Task CountAsync(Scenario scenario, int events)
    {
        var body = string.Join(',', Enumerable.Range(0, events).Select(i => $$$"""
            {"event_name":"PURCHASE","event_id":"earlier-{{{i}}}","event_time":"2026-01-23T12:34:56.000Z","user_data":{"ip_address":"203.0.113.12"},
             "action_source":"WEB","opt_out_targeting":false,"event_details":{"amount":49.99,"currency":"USD"}}
            """));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, scenario.Spotify.CapiDirectEndpoint)
        {
            Content = new StringContent($$"""{"conversion_events":{"capi_connection_id":"{{ScenarioSettings.Connection}}","events":[{{body}}]} }""", Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
        };
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    // Figures as the app writes them, of three hours ago: Spotify's own figures have long settled then.
    private static async Task PlantAsync(Scenario scenario, string figures)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-3);
        var container = new BlobContainerClient(scenario.Storage, "delivery-journal");
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient($"tally/{at.ToString("yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture)}-planted-1").UploadAsync(
            BinaryData.FromString($$"""{"i":"planted","n":1,"t":[{"m":{{at.ToUnixTimeSeconds() / 60}},"s":"shop","d":"main","f":{{figures}}}]}""" + "\n"), overwrite: true);
    }

    private static string Figures(int dead = 0, int email = 90, int ip = 95, int shared = 3, int unknown = 0, int old = 0) =>
        $$"""{"acc":100,"del":100,"sent":{"PURCHASE":100},"died":{{dead}},"mat":{"n":100,"id":{"email":{{email}},"ip_address":{{ip}} },"ip":{"00ff":{{shared}} },"out":{{unknown}},"old":{{old}} } }""";

    private static Task<Scenario> StartAsync(Action<Dictionary<string, string>>? change = null) => Scenario.StartAsync(new ScenarioOptions
    {
        Spotify = ScenarioSettings.Spotify with { Connections = [new StandInConnection(new Guid(ScenarioSettings.Connection), [Token])] },
        Configure = (settings, spotify) =>
        {
            settings["Secrets__main_token"] = Token;
            settings["Destinations__main__BusinessId"] = "business";
            settings["Destinations__main__DatasetId"] = "dataset";
            settings["Destinations__main__AdsTokenSecret"] = "ads-token";
            settings["Destinations__main__AdsEndpoint"] = new Uri(spotify.BaseAddress, "/ads/v3").AbsoluteUri;
            settings["Secrets__ads_token"] = AdsToken;
            change?.Invoke(settings);
        },
    });
}
