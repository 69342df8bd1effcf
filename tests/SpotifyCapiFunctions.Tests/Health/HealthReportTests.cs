using Azure.Core;
using Azure.Identity;
using SpotifyCapi.Delivery;
using SpotifyCapi.Secrets;
using SpotifyCapiFunctions.Health;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Secrets;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Health;

[Collection(AzuriteCollection.Name)]
public sealed class HealthReportTests(AzuriteCollection.Storage storage)
{
    [Fact]
    public async Task EverythingThere_IsReady() =>
        Assert.Equal("ready: queue ok, blob ok, secrets ok, destinations ok", await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets()));

    [Fact]
    public async Task QueueDown_IsNotReady() =>
        Assert.Equal("not_ready: queue failing, blob ok, secrets ok, destinations ok", await CheckAsync(AzuriteCollection.Storage.Unreachable(), Secrets()));

    [Fact]
    public async Task BlobsDown_IsNotReady() => Assert.Equal(
        "not_ready: queue ok, blob failing, secrets ok, destinations ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets(), blobs: false));

    [Fact]
    public async Task IdentityWithoutAToken_IsSaidAndNoError() => Assert.Equal(
        "not_ready: queue ok, blob failing, secrets failing, destinations ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), new SecretsWithoutIdentity(), containers: BlobContainers.Connect(
            Configured.With(("AzureWebJobsStorage", null), ("AzureWebJobsStorage__accountName", "nobody")), () => new NoIdentity())));

    [Theory]
    [InlineData("Secrets__main_token")]
    [InlineData("Secrets__shop_secret")]
    public async Task SecretThatCannotBeHad_IsNotReady(string name) => Assert.Equal(
        "not_ready: queue ok, blob ok, secrets failing, destinations ok", await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets((name, null))));

    [Fact]
    public async Task VaultThatDoesNotAnswer_IsNotWaitedForLong() => Assert.Equal(
        "not_ready: queue ok, blob ok, secrets failing, destinations ok",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), new SilentSecrets()).WaitAsync(TimeSpan.FromSeconds(30)));

    [Fact]
    public async Task PausedDestination_IsDegradedAndTheAppReadyAllTheSame() => Assert.Equal(
        "ready: queue ok, blob ok, secrets ok, destinations degraded (paused)",
        await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets(), paused: true));

    private static ConfigurationSecrets Secrets(params (string, string?)[] changes) => new(Configured.With(changes));

    private async Task<string> CheckAsync(ConversionQueue queue, ISecretReader secrets, bool blobs = true, bool paused = false, BlobContainers? containers = null)
    {
        var settings = Configured.Load();
        using var lanes = new DeliveryLanes(settings.Destinations.Values, settings.Breaker, TimeProvider.System);
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
