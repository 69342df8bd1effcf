using System.Text.Json;
using EndToEnd.Tests.Offline;
using SpotifyStandIn.Diagnostics;
using Testing.Harness;

namespace EndToEnd.Tests.Inspector;

/// <summary><c>./run doctor</c> and <c>./run test-conversion</c> against the running app, with each mistake made once in the stand-in of the Ads API.</summary>
public sealed class DoctorTests
{
    private const string AdsToken = "token-of-the-ads-api-jb7";

    [Fact]
    public async Task Planted_mistakes_are_named_in_the_first_line_and_no_secret_is_shown()
    {
        await using var scenario = await StartAsync();
        var spotify = scenario.Spotify.Diagnostics;
        spotify.RoutedTo = "dataset";

        var sent = await RunPush.CommandAsync(scenario, "test-conversion", "--email", "jane@example.com", "--yes");
        Assert.True(sent.ExitCode == 0, sent.ToString());
        Assert.Contains("delivered", sent.Output, StringComparison.Ordinal);

        await NamesAsync(scenario, 0, "warn", "main/token:", "Copy the token again");
        await WithAsync(() => spotify.RoutedTo = null, () => spotify.RoutedTo = "dataset", 2, "main/dataset_routing:", "Create a dataset");
        await WithAsync(() => spotify.SharedAdAccounts = 0, () => spotify.SharedAdAccounts = 1, 2, "main/ad_account:", "Share it");
        await WithAsync(() => spotify.Status = 401, () => spotify.Status = null, 2, "main/ads_access:", "AdsTokenSecret");
        await WithAsync(() => spotify.Status = 404, () => spotify.Status = null, 2, "main/ads_access:", "DatasetId");
        await WithAsync(() => spotify.ClockAhead = TimeSpan.FromMinutes(10), () => spotify.ClockAhead = TimeSpan.Zero, 2, "main/clock:", "Correct");

        async Task WithAsync(Action plant, Action correct, int exitCode, string check, string remedy)
        {
            plant();
            await NamesAsync(scenario, exitCode, "fail", check, remedy);
            correct();
        }
    }

    [Fact]
    public async Task Forms_that_Spotify_leaves_open_give_the_expected_status_each()
    {
        await using var scenario = await StartAsync();
        await scenario.PostEventsAsync(CanonicalEvents.Purchase("good-1"));
        await scenario.DeliveredAsync("good-1");
        var spotify = scenario.Spotify.Diagnostics;

        foreach (var timestamps in Enum.GetValues<TimestampForm>())
        {
            foreach (var ids in Enum.GetValues<DataSourceId>())
            {
                (spotify.Timestamps, spotify.Ids, spotify.DecimalCounts) = (timestamps, ids, !spotify.DecimalCounts);
                var (status, received) = await DiagnosedAsync(scenario);
                Assert.Equal(("ok", 1), (status, received));
            }
        }

        foreach (var (code, expected) in ((int, string)[])[(401, "unauthorized"), (403, "forbidden"), (404, "not_found"), (429, "rate_limited"), (500, "unavailable")])
        {
            spotify.Status = code;
            Assert.Equal(expected, (await DiagnosedAsync(scenario)).Status);
        }

        spotify.Status = null;
        spotify.Padding = 5 << 20;
        Assert.Equal("unreadable", (await DiagnosedAsync(scenario)).Status);
        spotify.Padding = 0;
        spotify.Delay = TimeSpan.FromSeconds(30);
        Assert.Equal("timeout", (await DiagnosedAsync(scenario)).Status);
        Assert.DoesNotContain(scenario.App.Output.Lines, line => line.Contains(AdsToken, StringComparison.Ordinal));
    }

    private static async Task NamesAsync(Scenario scenario, int exitCode, string status, string check, string remedy)
    {
        var said = await RunPush.CommandAsync(scenario, "doctor");

        Assert.True(said.ExitCode == exitCode, said.ToString());
        var first = said.Output.Split('\n')[0];
        Assert.StartsWith(status, first, StringComparison.Ordinal);
        Assert.Contains(check, first, StringComparison.Ordinal);
        Assert.Contains(remedy, first, StringComparison.Ordinal);
        foreach (var secret in (string[])[AdsToken, ScenarioSettings.Token, ScenarioSettings.FunctionKey, "jane@example.com"])
            Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal);

        var json = JsonElement.Parse((await RunPush.CommandAsync(scenario, "doctor", "--json")).Output);
        Assert.Equal(status, json.GetProperty("status").GetString());
    }

    private static async Task<(string? Status, int? Received)> DiagnosedAsync(Scenario scenario)
    {
        var destination = (await scenario.GetAsync("/api/diagnostics")).Json.GetProperty("destinations")[0];
        var received = destination.GetProperty("rows").EnumerateArray().Select(row => row.TryGetProperty("received_by_spotify", out var count) ? count.GetInt32() : (int?)null);
        return (destination.GetProperty("status").GetString(), received.SingleOrDefault());
    }

    private static Task<Scenario> StartAsync() => Scenario.StartAsync(new ScenarioOptions
    {
        Configure = (settings, spotify) =>
        {
            settings["Destinations__main__BusinessId"] = "business";
            settings["Destinations__main__DatasetId"] = "dataset";
            settings["Destinations__main__AdsTokenSecret"] = "ads-token";
            settings["Destinations__main__AdsEndpoint"] = new Uri(spotify.BaseAddress, "/ads/v3").AbsoluteUri;
            settings["Secrets__ads_token"] = AdsToken;
        },
    });
}
