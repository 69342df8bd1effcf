using Azure.Core;
using Azure.Identity;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Observability;
using SpotifyCapiFunctions.Offline;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Observability;

public sealed class HealthReportTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    [Fact]
    public async Task EverythingThere_IsReady() =>
        Assert.Equal("ready: queue ok, blob ok, secrets ok, destinations ok, functions ok", await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets()));

    [Fact]
    public async Task QueueDown_IsNotReady() =>
        Assert.Equal("not_ready: queue failing, blob ok, secrets ok, destinations ok, functions ok", await CheckAsync(AzuriteCollection.Storage.Unreachable(), Secrets()));

    [Fact]
    public async Task BlobsDown_IsNotReady() => Assert.Equal(
        "not_ready: queue ok, blob failing, secrets ok, destinations ok, functions ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets(), blobs: false));

    [Fact]
    public async Task IdentityWithoutAToken_IsSaidAndNoError() => Assert.Equal(
        "not_ready: queue ok, blob failing, secrets failing, destinations ok, functions ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), new SecretsWithoutIdentity(), containers: BlobContainers.Connect(
            Configured.With(("AzureWebJobsStorage", null), ("AzureWebJobsStorage__accountName", "nobody")), () => new NoIdentity())));

    [Theory]
    [InlineData("Secrets__main_token")]
    [InlineData("Secrets__shop_secret")]
    public async Task SecretThatCannotBeHad_IsNotReady(string name) => Assert.Equal(
        "not_ready: queue ok, blob ok, secrets failing, destinations ok, functions ok", await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets((name, null))));

    [Fact]
    public async Task VaultThatDoesNotAnswer_IsNotWaitedForLong() => Assert.Equal(
        "not_ready: queue ok, blob ok, secrets failing, destinations ok, functions ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), new SilentSecrets()).WaitAsync(TimeSpan.FromSeconds(30)));

    [Fact]
    public async Task PausedDestination_IsDegradedAndTheAppReadyAllTheSame() => Assert.Equal(
        "ready: queue ok, blob ok, secrets ok, destinations degraded (paused), functions ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets(), paused: true));

    [Theory]
    [InlineData("OfflinePushSchedule", null, "PushOfflineConversions does not run: OfflinePushSchedule is missing")]
    [InlineData("OfflinePushSchedule", "often", "PushOfflineConversions does not run: OfflinePushSchedule is no schedule")]
    [InlineData("AzureWebJobs.PushOfflineConversions.Disabled", "true", "PushOfflineConversions does not run: AzureWebJobs.PushOfflineConversions.Disabled switches it off")]
    [InlineData("AzureWebJobs__DeliverConversions__Disabled", "1", "DeliverConversions does not run: AzureWebJobs.DeliverConversions.Disabled switches it off")]
    public async Task FunctionThatTheHostDoesNotRun_IsDegradedWithWhatToSet(string setting, string? value, string sentence)
    {
        var report = await ReportAsync([.. WithFiles, (setting, value)]);

        Assert.Equal("ready", report.Status);
        var check = Assert.Single(report.Checks, check => check.Name == "functions");
        Assert.Equal("degraded", check.Status);
        Assert.StartsWith(sentence, Assert.Single(check.Details!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScheduleUnderItsNameOfBefore_IsDegradedWithTheNewName()
    {
        var report = await ReportAsync([.. WithFiles, ("OfflinePushSchedule", null), ("OfflinePush__Schedule", "0 */5 * * * *")]);

        Assert.Equal(
            ["PushOfflineConversions does not run: OfflinePush__Schedule is not seen by the host's timer: set OfflinePushSchedule to the same value and remove it."],
            Assert.Single(report.Checks, check => check.Name == "functions").Details);
    }

    [Fact]
    public async Task ScheduleThatNobodyNeeds_IsNotMissed() => Assert.DoesNotContain(
        (await ReportAsync([("OfflinePushSchedule", null)])).Checks, check => check.Status != "ok");

    [Fact]
    public async Task PushThatDoesNotRunAnyMore_IsDegradedUntilItsScheduleIsChanged()
    {
        var containers = storage.Containers();
        await containers.Get(StorageNames.OfflineConversions).CreateIfNotExistsAsync();
        var settings = Configured.Load([.. WithFiles, ("OfflinePushSchedule", "0 1 * * * *")]);
        var time = new ManualTime();
        var watch = new PushWatch(settings, containers, time);
        Assert.False(await watch.IsOverdueAsync(default));

        await watch.NoteAsync(time.GetUtcNow() + TimeSpan.FromMinutes(5), default);
        time.Advance(TimeSpan.FromMinutes(5) + settings.OfflinePush.MaxRunTime + TimeSpan.FromMinutes(10));
        Assert.False(await watch.IsOverdueAsync(default));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await watch.IsOverdueAsync(default));
        Assert.False(await new PushWatch(settings with { OfflinePushSchedule = "0 0 2 * * *" }, containers, time).IsOverdueAsync(default));
    }

    private static (string, string?)[] WithFiles { get; } =
        [("Sources__store__Kind", "OfflineFile"), ("Sources__store__Destination", "main"), ("OfflinePushSchedule", "0 */5 * * * *")];

    private async Task<HealthJson> ReportAsync(params IEnumerable<(string, string?)> changes)
    {
        var settings = Configured.Load(changes);
        using var lanes = new DestinationPipelines(settings.Destinations.Values, settings.Breaker, TimeProvider.System);
        return await new HealthReport(
            settings, AzuriteCollection.Storage.Queue(storage.NewQueue()), storage.Containers(), Secrets(), lanes, TimeProvider.System).CheckAsync(default);
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

        var report = await new HealthReport(settings, queue, containers ?? storage.Containers(blobs), secrets, lanes, TimeProvider.System).CheckAsync(default);
        return $"{report.Status}: {string.Join(", ", report.Checks.Select(check => $"{check.Name} {check.Status}{(check.States is { } states ? $" ({string.Join(' ', states)})" : "")}"))}";
    }

    /// <summary>A vault behind a network that swallows everything.</summary>
    private sealed class SilentSecrets : ISecretReader
    {
        public async ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It never answers.");
        }

        public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken) => GetAsync(name, cancellationToken);
    }

    private sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new AuthenticationFailedException("No identity here.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new AuthenticationFailedException("No identity here.");
    }

    private sealed class SecretsWithoutIdentity : ISecretReader
    {
        public ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken) => throw new AuthenticationFailedException("No identity here.");

        public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken) => throw new AuthenticationFailedException("No identity here.");
    }
}
