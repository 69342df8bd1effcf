using SpotifyCapi.Secrets;
using SpotifyCapiFunctions.Health;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Secrets;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Health;

[Collection(AzuriteCollection.Name)]
public sealed class HealthReportTests(AzuriteCollection.Storage storage)
{
    [Fact]
    public async Task EverythingThere_IsReady() =>
        Assert.Equal("ready: queue ok, secrets ok", await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets()));

    [Fact]
    public async Task QueueDown_IsNotReady() =>
        Assert.Equal("not_ready: queue failing, secrets ok", await CheckAsync(AzuriteCollection.Storage.Unreachable(), Secrets()));

    [Theory]
    [InlineData("Secrets__main_token")]
    [InlineData("Secrets__shop_secret")]
    public async Task SecretThatCannotBeHad_IsNotReady(string name) => Assert.Equal(
        "not_ready: queue ok, secrets failing", await CheckAsync(AzuriteCollection.Storage.Queue(storage.NewQueue()), Secrets((name, null))));

    private static ConfigurationSecrets Secrets(params (string, string?)[] changes) => new(Configured.With(changes));

    private static async Task<string> CheckAsync(ConversionQueue queue, ISecretReader secrets)
    {
        var report = await new HealthReport(Configured.Load(), queue, secrets).CheckAsync(default);
        return $"{report.Status}: {string.Join(", ", report.Checks.Select(check => $"{check.Name} {check.Status}"))}";
    }
}
