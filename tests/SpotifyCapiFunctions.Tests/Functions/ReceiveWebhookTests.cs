using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Functions;

/// <summary>A webhook that is refused as a whole is lost once its platform gives it up, so nobody may overlook it.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ReceiveWebhookTests : IDisposable
{
    private readonly AzuriteCollection.Storage storage;
    private readonly ConversionTelemetry telemetry = new();
    private readonly MeterListener listener = new();
    private readonly RecordedLog<WebhookIntake> log = new();
    private readonly List<string> counted = [];

    public ReceiveWebhookTests(AzuriteCollection.Storage storage)
    {
        this.storage = storage;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == MetricNames.WebhooksRefused && ReferenceEquals(instrument.Meter, telemetry.Meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            counted.Add($"{value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        telemetry.Dispose();
    }

    [Fact]
    public async Task BodyOverTheLimit_Is413AndCountedWithItsLength()
    {
        var answer = await PostAsync(Builders.Http.Post(Bytes(2049)));

        Assert.Equal((413, "body_too_large"), (answer.Status, Assert.Single(answer.Codes)));
        IsTold("body_too_large", "2049");
    }

    [Fact]
    public async Task BodyOverTheLimitThatDoesNotSayHowLongItIs_IsCountedToo()
    {
        Assert.Equal(413, (await PostAsync(Builders.Http.Post(new MemoryStream(Bytes(4096))))).Status);
        IsTold("body_too_large", "(null)");
    }

    [Fact]
    public async Task CompressedBody_Is415AndCounted()
    {
        Assert.Equal(415, (await PostAsync(Builders.Http.Post("{}"u8, "application/json", ("Content-Encoding", "gzip")))).Status);
        IsTold("unsupported_content_encoding", "2");
    }

    [Fact]
    public async Task BodyThatIsNotJson_Is415AndCounted()
    {
        Assert.Equal(415, (await PostAsync(Builders.Http.Post("<a/>"u8, "application/xml"))).Status);
        IsTold("unsupported_media_type", "4");
    }

    [Fact]
    public async Task OrderOfHundredsOfLines_IsTakenUnlessSetOtherwise()
    {
        var answer = await PostAsync(Builders.Http.Post(Bytes(3 * 1024 * 1024)), limit: null);

        Assert.Equal(401, answer.Status);
        Assert.Empty(counted);
    }

    [Fact]
    public async Task SourceThatDoesNotExist_IsNotCountedUnderTheNameThatSomebodyMadeUp()
    {
        Assert.Equal(404, (await PostAsync(Builders.Http.Post(Bytes(4096)), source: "jane@example.com")).Status);
        Assert.Empty(counted);
        Assert.Empty(log.Entries);
    }

    private void IsTold(string code, string length)
    {
        Assert.Equal([$"1 source=shop code={code}"], counted);
        var (level, text) = Assert.Single(log.Entries);
        Assert.Equal((LogLevel.Warning, $"shop: webhook refused ({code}), bytes announced: {length}"), (level, text.Trim()));
    }

    private static byte[] Bytes(int length) => Encoding.ASCII.GetBytes(new string('x', length));

    private async Task<Seen> PostAsync(HttpRequest request, string? limit = "2048", string source = "shop")
    {
        var settings = Configured.Load(("Ingest__MaxWebhookBytes", limit));
        var intake = new WebhookIntake(
            settings, Intakes.Create(settings, AzuriteCollection.Storage.Queue(storage.NewQueue())),
            new ErasureOrders(storage.Containers(), settings, Intakes.Time), Intakes.Unwritten(), telemetry, log);
        var signatures = new WebhookSignatures(new ConfigurationSecrets(Configured.With()), telemetry, new RecordedLog<WebhookSignatures>());
        await new ReceiveWebhook(settings, signatures, intake, Intakes.Time, new RecordedLog<ReceiveWebhook>()).Run(request, source, default);
        return request.HttpContext.Seen();
    }
}
