using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Observability;
using SpotifyCapiFunctions.Offline;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Observability;

public sealed class HealthReportTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    [Fact]
    public async Task Everything_there_is_ready() =>
        Assert.Equal("ready: queue ok, blob ok, secrets ok, destinations ok, functions ok", await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets()));

    [Fact]
    public async Task Queue_down_is_not_ready() =>
        Assert.Equal("not_ready: queue failing, blob ok, secrets ok, destinations ok, functions ok", await CheckAsync(AzuriteCollection.Storage.Unreachable(), Secrets()));

    [Fact]
    public async Task Blobs_down_is_not_ready() => Assert.Equal(
        "not_ready: queue ok, blob failing, secrets ok, destinations ok, functions ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets(), blobs: false));

    [Fact]
    public async Task Identity_without_a_token_is_said_and_no_error() => Assert.Equal(
        "not_ready: queue ok, blob failing, secrets failing, destinations ok, functions ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Scripted.Secrets((_, _) => throw NoIdentity()).Object, containers: StorageParts.Connect(null, Scripted.Credential(() => throw NoIdentity())).GetRequiredService<BlobContainers>()));

    [Theory]
    [InlineData("Secrets__main_token")]
    [InlineData("Secrets__shop_secret")]
    public async Task Secret_that_cannot_be_had_is_not_ready(string name) => Assert.Equal(
        "not_ready: queue ok, blob ok, secrets failing, destinations ok, functions ok", await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets((name, null))));

    [Fact]
    public async Task Vault_that_does_not_answer_is_not_waited_for_long() => Assert.Equal(
        "not_ready: queue ok, blob ok, secrets failing, destinations ok, functions ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Silent()).WaitAsync(TimeSpan.FromSeconds(30)));

    [Fact]
    public async Task Paused_destination_is_degraded_and_the_app_ready_all_the_same() => Assert.Equal(
        "ready: queue ok, blob ok, secrets ok, destinations degraded (paused), functions ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets(), paused: true));

    /// <summary>Anybody may ask; whoever has a key learns the cause.</summary>
    [Fact]
    public async Task Cause_is_told_to_who_has_a_key_only()
    {
        var settings = Configured.Load(WithFiles.Append(("OfflinePushSchedule", null)));
        var trouble = StorageParts.Trouble();
        using var lanes = new DestinationPipelines(settings.Destinations.Values, settings.Breaker, TimeProvider.System);
        var queue = AzuriteCollection.Storage.Queue(storage.NewQueue(key: "d3Jvbmc="), trouble);
        await queue.SendAsync("{}"u8.ToArray(), null, default);
        var functions = new CheckHealth(
            new HealthReport(settings, queue, storage.Containers(), Secrets(), lanes, trouble, TimeProvider.System), new FakeLogger<CheckHealth>());

        var (forAll, forSome) = (Builders.Http.Context(), Builders.Http.Context());
        await functions.Run(forAll.Request, default);
        await functions.GetHealthDetails(forSome.Request, default);

        Assert.Equal(
            """{"status":"not_ready","checks":[{"name":"queue","status":"failing"},{"name":"blob","status":"ok"},{"name":"secrets","status":"ok"},{"name":"destinations","status":"ok"},{"name":"functions","status":"degraded"}],"failing":["queue"]}""",
            forAll.Seen().Text);
        var details = forSome.Seen();
        Assert.Equal((503, 503), (forAll.Response.StatusCode, details.Status));
        Assert.Equal("AuthenticationFailed", details.Json.GetProperty("checks")[0].GetProperty("code").GetString());
        Assert.Equal(1, details.Json.GetProperty("checks")[4].GetProperty("details").GetArrayLength());
        var refused = details.Json.GetProperty("storage")[0];
        Assert.Equal((403, "AuthenticationFailed"), (refused.GetProperty("status").GetInt32(), refused.GetProperty("code").GetString()));
        Assert.Equal(settings.Version, details.Json.GetProperty("configuration").GetString());
        Assert.NotEmpty(details.Json.GetProperty("version").GetString()!);
    }

    [Fact]
    public async Task Result_is_shared_by_all_who_ask_for_some_seconds_and_nobody_ends_it_for_others()
    {
        var settings = Configured.Load();
        var time = new FakeTimeProvider();
        var secrets = new CountedSecrets();
        using var lanes = new DestinationPipelines(settings.Destinations.Values, settings.Breaker, TimeProvider.System);
        var health = new HealthReport(
            settings, AzuriteCollection.Storage.Queue(storage.NewQueue()), storage.Containers(), secrets, lanes, StorageParts.Trouble(), time);
        using var impatient = new CancellationTokenSource();

        var gaveUp = health.CheckAsync(impatient.Token);
        await impatient.CancelAsync();
        var waiting = Enumerable.Range(0, 50).Select(_ => health.CheckAsync(default)).ToArray();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        secrets.Open.SetResult();
        var first = (await Task.WhenAll(waiting)).Distinct();
        Assert.Same(Assert.Single(first), await health.CheckAsync(default));
        Assert.Equal(1, secrets.Reads);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotSame(first.Single(), await health.CheckAsync(default));
        Assert.Equal(2, secrets.Reads);
    }

    [Theory]
    [InlineData("OfflinePushSchedule", null, "PushOfflineConversions does not run: OfflinePushSchedule is missing")]
    [InlineData("OfflinePushSchedule", "often", "PushOfflineConversions does not run: OfflinePushSchedule is not a schedule that the host knows: 'often'")]
    [InlineData("OfflinePushSchedule", "0 0 25 * * *", "PushOfflineConversions does not run: OfflinePushSchedule is not a schedule that the host knows: 25 is higher")]
    [InlineData("OfflinePushSchedule", "0 0 3 * * 7", "PushOfflineConversions does not run: OfflinePushSchedule is not a schedule that the host knows: 7 is higher")]
    [InlineData("OfflinePushSchedule", "0 0 3 ? * *", "PushOfflineConversions does not run: OfflinePushSchedule is not a schedule that the host knows: '?'")]
    [InlineData("OfflinePushSchedule", "0 0 3 31 2 *", "PushOfflineConversions does not run: OfflinePushSchedule is not a schedule that the host knows: no day")]
    [InlineData("AzureWebJobs.PushOfflineConversions.Disabled", "true", "PushOfflineConversions does not run: AzureWebJobs.PushOfflineConversions.Disabled switches it off")]
    [InlineData("AzureWebJobs__DeliverConversions__Disabled", "1", "DeliverConversions does not run: AzureWebJobs.DeliverConversions.Disabled switches it off")]
    public async Task Function_that_the_host_does_not_run_is_degraded_with_what_to_set(string setting, string? value, string sentence)
    {
        var report = await ReportAsync([.. WithFiles, (setting, value)]);

        Assert.Equal("ready", report.Status);
        var check = Assert.Single(report.Checks, check => check.Name == "functions");
        Assert.Equal("degraded", check.Status);
        Assert.StartsWith(sentence, Assert.Single(check.Details!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_under_its_name_of_before_is_degraded_with_the_new_name()
    {
        var report = await ReportAsync([.. WithFiles, ("OfflinePushSchedule", null), ("OfflinePush__Schedule", "0 */5 * * * *")]);

        Assert.Equal(
            ["PushOfflineConversions does not run: OfflinePush__Schedule is not seen by the host's timer: set OfflinePushSchedule to the same value and remove it."],
            Assert.Single(report.Checks, check => check.Name == "functions").Details);
    }

    [Fact]
    public async Task Schedule_that_nobody_needs_is_not_missed() => Assert.DoesNotContain(
        (await ReportAsync([("OfflinePushSchedule", null)])).Checks, check => check.Status != "ok");

    [Fact]
    public async Task Push_that_does_not_run_any_more_is_degraded_until_its_schedule_is_changed()
    {
        var containers = storage.Containers();
        await containers.Get(StorageNames.OfflineConversions).CreateIfNotExistsAsync();
        var settings = Configured.Load([.. WithFiles, ("OfflinePushSchedule", "0 1 * * * *")]);
        var time = new StandingTime();
        var watch = new PushWatch(settings.OfflinePush, containers, time);
        Assert.False(await watch.IsOverdueAsync(default));

        await watch.NoteAsync(time.GetUtcNow() + TimeSpan.FromMinutes(5), default);
        time.Advance(TimeSpan.FromMinutes(5) + settings.OfflinePush.MaxRunTime + TimeSpan.FromMinutes(10));
        Assert.False(await watch.IsOverdueAsync(default));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await watch.IsOverdueAsync(default));
        Assert.False(await new PushWatch(settings.OfflinePush with { Schedule = "0 0 2 * * *" }, containers, time).IsOverdueAsync(default));
    }

    private static (string, string?)[] WithFiles { get; } =
        [("Sources__store__Kind", "OfflineFile"), ("Sources__store__Destination", "main"), ("OfflinePushSchedule", "0 */5 * * * *")];

    private async Task<HealthJson> ReportAsync(params IEnumerable<(string, string?)> changes)
    {
        var settings = Configured.Load(changes);
        using var lanes = new DestinationPipelines(settings.Destinations.Values, settings.Breaker, TimeProvider.System);
        return await new HealthReport(
            settings, AzuriteCollection.Storage.Queue(storage.NewQueue()), storage.Containers(), Secrets(), lanes, StorageParts.Trouble(), TimeProvider.System).CheckAsync(default);
    }

    private static ConfigurationSecrets Secrets(params (string, string?)[] changes) => new(Configured.With(changes));

    private async Task<string> CheckAsync(ConversionQueue queue, ISecretReader secrets, bool blobs = true, bool paused = false, BlobContainers? containers = null)
    {
        var settings = Configured.Load();
        using var lanes = new DestinationPipelines(settings.Destinations.Values, settings.Breaker, TimeProvider.System);
        if (paused)
        {
            var breaker = lanes.Find("main")!.Breaker;
            Assert.True(breaker.TryEnter(out var permit, out _));
            breaker.Record(permit, new DeliveryOutcome.Paused(DeliveryReasons.Unauthorized));
        }

        var report = await new HealthReport(settings, queue, containers ?? storage.Containers(blobs), secrets, lanes, StorageParts.Trouble(), TimeProvider.System).CheckAsync(default);
        return $"{report.Status}: {string.Join(", ", report.Checks.Select(check => $"{check.Name} {check.Status}{(check.States is { } states ? $" ({string.Join(' ', states)})" : "")}"))}";
    }

    /// <summary>Counts how often the first secret is read; nothing is answered before it may be.</summary>
    private sealed class CountedSecrets : ISecretReader
    {
        private int reads;

        public TaskCompletionSource Open { get; } = new();

        public int Reads => reads;

        public async ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken)
        {
            reads += name == "main-token" ? 1 : 0;
            await Open.Task;
            return new SecretValue("value");
        }

        public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken) => GetAsync(name, cancellationToken);
    }

    /// <summary>A vault behind a network that swallows everything.</summary>
    private static ISecretReader Silent() => Scripted.Secrets(async (_, stopping) =>
    {
        await Task.Delay(Timeout.Infinite, stopping);
        throw new InvalidOperationException("It never answers.");
    }).Object;

    private static AuthenticationFailedException NoIdentity() => new("No identity here.");
}
