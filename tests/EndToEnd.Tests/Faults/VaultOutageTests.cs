using System.Net;
using SpotifyStandIn.Faults;
using Testing.Harness;
using Testing.Harness.Vault;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F9, F10: a token is revoked and renewed in the vault; the vault is down at start, and later while secrets are to be read again.</summary>
public sealed class VaultOutageTests(ITestOutputHelper output)
{
    private const int Messages = 20;
    private const int Probes = 2;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SecretsLive = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Vault_that_is_not_there_is_said_at_start_and_leaves_the_last_good_values_in_use_later()
    {
        await using var azure = await VaultForAProcess.StartAsync();
        azure.GoDown();
        await using var scenario = await StartAsync(azure, maxAge: "01:00:00");

        await DownAtStartAsync(azure, scenario);
        await DownLaterAsync(azure, scenario, "refuses", () => azure.Vault.Refuse = HttpStatusCode.TooManyRequests);
        azure.Vault.Refuse = null;
        await DownLaterAsync(azure, scenario, "hangs", () => azure.Vault.Delay = TimeSpan.FromSeconds(20));
        azure.Vault.Delay = TimeSpan.Zero;
        await DownLaterAsync(azure, scenario, "is gone", azure.GoDown);
    }

    private async Task DownAtStartAsync(VaultForAProcess azure, Scenario scenario)
    {
        var load = new FaultLoad(scenario, "start");
        var check = new FaultCheck(scenario, output, "F10 vault down at start");

        var health = await scenario.GetAsync("/api/health");
        Assert.Equal(503, health.Status);
        Assert.Contains("""{"name":"secrets","status":"failing"}""", health.Text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var (webhook, _) = await scenario.PostOrderAsync();
        Assert.Equal(503, webhook.Status);
        Assert.True(webhook.Headers.ContainsKey("Retry-After"));
        await load.SendAsync(FaultSize.Of(Messages, 10_000), perRequest: FaultSize.Of(1, 50));
        await Eventually.TrueAsync(() => HasLog(scenario, "events paused"), "the events are put off");
        Assert.Empty(scenario.Spotify.Received.Requests);

        azure.ComeBack();
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        Assert.Equal(load.Ids.Count, balance.Delivered);
        await ReadyAsync(scenario);
        Assert.Equal(202, (await scenario.PostOrderAsync()).Answer.Status);
    }

    private async Task DownLaterAsync(VaultForAProcess azure, Scenario scenario, string fault, Action breakIt)
    {
        var load = new FaultLoad(scenario, "later-" + fault.Replace(' ', '-'));
        var check = new FaultCheck(scenario, output, $"F10 vault {fault} at refresh");
        var pausedBefore = Paused(scenario);
        breakIt();

        // Every secret is due each second, and what was asked for before the fault may still come.
        var asked = azure.Asked;
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.Equal(202, (await scenario.PostOrderAsync()).Answer.Status);
                return azure.Asked > asked + 2;
            },
            () => "the vault is asked and does not answer");
        await load.SendAsync(FaultSize.Of(Messages, 10_000), perRequest: FaultSize.Of(1, 100));
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);
        Assert.Equal(load.Ids.Count, balance.Delivered);
        Assert.Equal(pausedBefore, Paused(scenario));
    }

    [Fact]
    public async Task Vault_down_for_longer_than_secrets_live_puts_events_off_until_it_is_back()
    {
        await using var azure = await VaultForAProcess.StartAsync();
        await using var scenario = await StartAsync(azure, maxAge: SecretsLive.ToString());
        var load = new FaultLoad(scenario, "stale");
        var check = new FaultCheck(scenario, output, "F10 vault down for longer than secrets live");
        await ReadyAsync(scenario);

        azure.Vault.Refuse = HttpStatusCode.ServiceUnavailable;

        // Each secret has an age of its own: health fails with the first that is too old, and the token must be too old as well.
        await Task.Delay(SecretsLive);
        await Eventually.TrueAsync(async () => (await scenario.GetAsync("/api/health")).Status == 503, () => "the secrets are too old");
        await load.SendAsync(FaultSize.Of(Messages, 10_000), perRequest: FaultSize.Of(1, 50));
        await Eventually.TrueAsync(() => HasLog(scenario, "events paused"), "the events are put off");
        Assert.Empty(scenario.Spotify.Received.Requests);

        azure.Vault.Refuse = null;
        azure.Vault.Values["main-token"] = "token-after-the-outage";
        scenario.Spotify.Connections.SetTokens(new Guid(ScenarioSettings.Connection), "token-after-the-outage");
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        Assert.Equal(load.Ids.Count, balance.Delivered);
        var delivery = await scenario.GetAsync($"/api/deliveries/{load.Ids[0]}");
        Assert.Equal(1, delivery.Json.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Token_revoked_is_read_anew_once_a_window_until_the_vault_has_the_new_one()
    {
        await using var azure = await VaultForAProcess.StartAsync();
        await using var scenario = await StartAsync(azure, maxAge: "02:00:00", refreshAfter: "01:00:00");
        var load = new FaultLoad(scenario, "renewed");
        var check = new FaultCheck(scenario, output, "F9 token revoked, later new in the vault, then 403");
        await ReadyAsync(scenario);

        scenario.Spotify.Connections.SetTokens(new Guid(ScenarioSettings.Connection), "token-of-a-person-in-a-hurry");
        var (reads, began) = (azure.Vault.Reads, TimeProvider.System.GetTimestamp());
        await load.SendAsync(FaultSize.Of(Messages, 10_000), perRequest: FaultSize.Of(1, 50));
        await Eventually.TrueAsync(() => HasLog(scenario, "events paused unauthorized"), "the destination is paused");
        await Task.Delay(Probes * FaultSettings.PauseFor);
        var (read, windows) = (azure.Vault.Reads - reads, TimeProvider.System.GetElapsedTime(began) / Window);

        // Two requests at once may each meet the end of a window; of a stampede of messages none would be in this.
        Assert.True(read >= 1 && read <= windows + 1, $"The vault was read {read} times in {windows:0.0} windows.");
        Assert.DoesNotContain(scenario.Spotify.Received.Requests, request => request.Accepted);

        scenario.Spotify.Faults.Play(new FaultStep { Status = 403, ForSeconds = 5 });
        azure.Vault.Values["main-token"] = "token-of-a-person-in-a-hurry";
        await Eventually.TrueAsync(() => HasLog(scenario, "events paused forbidden"), "the destination is paused for another reason");
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        Assert.Equal(load.Ids.Count, balance.Delivered);
        foreach (var id in (string[])[load.Ids[0], load.Ids[^1]])
            Assert.Equal(1, (await scenario.GetAsync($"/api/deliveries/{id}")).Json.GetProperty("attempts").GetInt32());
    }

    private static Task<Scenario> StartAsync(VaultForAProcess azure, string maxAge, string refreshAfter = "00:00:01") => Scenario.StartAsync(new ScenarioOptions
    {
        OwnAzurite = FaultSize.IsLong,
        Configure = (settings, _) =>
        {
            FaultSettings.Apply(settings);
            azure.Apply(settings);
            settings["KeyVault__RefreshAfter"] = refreshAfter;
            settings["KeyVault__RefreshWindow"] = Window.ToString();
            settings["KeyVault__MaxAge"] = maxAge;
        },
    });

    private static Task ReadyAsync(Scenario scenario) =>
        Eventually.TrueAsync(async () => (await scenario.GetAsync("/api/health")).Status == 200, () => "the app has its secrets");

    private static int Paused(Scenario scenario) =>
        scenario.App.Output.Log.Count(entry => entry.Message.Contains("events paused", StringComparison.Ordinal));

    private static bool HasLog(Scenario scenario, string text) =>
        scenario.App.Output.Log.Any(entry => entry.Message.Contains(text, StringComparison.Ordinal));
}
