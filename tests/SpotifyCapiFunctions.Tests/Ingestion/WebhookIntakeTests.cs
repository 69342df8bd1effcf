using System.Text;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Settings;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class WebhookIntakeTests(AzuriteCollection.Storage storage)
{
    private static readonly AppSettings Settings = Configured.Load();

    private readonly RecordedLog<WebhookIntake> log = new();

    [Theory]
    [InlineData(true, 200, "ignored")]
    [InlineData(false, 400, "rejected")]
    public async Task EventThatIdentifiesNobody_IsThePlatformsFateButAnotherSendersMistake(bool platform, int status, string result)
    {
        var answer = await TakeAsync(new Scripted(platform, Events(Nobody())));

        Assert.Equal((status, result), (answer.Status, Assert.Single(answer.Results)));
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 400)]
    public async Task EventThatIsWrong_IsNamedInTheAnswer(bool platform, int status)
    {
        var answer = await TakeAsync(new Scripted(platform, Events(Intakes.Purchase("a", bad => bad.Currency = null))));

        Assert.Equal((status, "rejected"), (answer.Status, Assert.Single(answer.Results)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GoodEvent_Is202(bool platform) =>
        Assert.Equal(202, (await TakeAsync(new Scripted(platform, Events(Intakes.Purchase("a"))))).Status);

    [Fact]
    public async Task IgnoredTopic_Is200WithItsReason()
    {
        var answer = await TakeAsync(new Scripted(true, new SourceReading.Ignored(IgnoreReasons.IgnoredTopic, "order-1")));

        Assert.Equal((200, "ignored"), (answer.Status, Assert.Single(answer.Results)));
        Assert.Contains("\"reason\":\"ignored_topic\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadableBody_Is400()
    {
        var answer = await TakeAsync(new Scripted(true, new SourceReading.Malformed(new(ErrorCodes.MalformedJson, "", "No JSON."))));

        Assert.Equal((400, ErrorCodes.MalformedJson), (answer.Status, Assert.Single(answer.Codes)));
        Assert.Contains("webhook refused (malformed_json)", Assert.Single(log.Entries).Text, StringComparison.Ordinal);
    }

    private static SourceReading.Events Events(params ConversionEvent[] events) => new(events);

    private static ConversionEvent Nobody() => Intakes.Purchase("a", nobody =>
    {
        nobody.User.Emails.Clear();
        nobody.User.Phones.Clear();
    });

    private static WebhookRequest Request(string body) => new(Encoding.UTF8.GetBytes(body), _ => [], Intakes.Time.GetUtcNow());

    private WebhookIntake Intake() => new(
        Settings, Intakes.Create(Settings, AzuriteCollection.Storage.Queue(storage.NewQueue())), new ErasureOrders(storage.Containers(), Settings, StorageParts.Trouble(), Intakes.Time), Intakes.Unwritten(), new ConversionTelemetry(), log);

    private async Task<Seen> TakeAsync(IWebhookSource source)
    {
        var context = Builders.Http.Context();
        var result = await Intake().TakeAsync(new Source("shop", ["shop-secret"], "main", source), Request("{}"), context.Response, default);
        return await result.SeenAsync(context);
    }

    /// <summary>A source that reads what the test says.</summary>
    private sealed class Scripted(bool platform, SourceReading reading) : IWebhookSource
    {
        public bool SenderIsPlatform => platform;

        public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) => SignatureResult.Valid;

        public SourceReading Read(WebhookRequest request) => reading;
    }
}
