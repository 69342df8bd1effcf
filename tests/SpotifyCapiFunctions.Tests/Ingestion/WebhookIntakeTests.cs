using System.Text;
using Microsoft.Extensions.Logging;
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

    [Fact]
    public async Task SignatureOfAnyOfTheSecrets_IsChecked_AndARefusalIsCountedWithoutTheBody()
    {
        var source = new Source("shop", ["shop-secret", "main-token"], "main", new Scripted(true, Events()));

        Assert.Equal(SignatureResult.Valid, await Intake().VerifyAsync(source, Request("the secret|the token"), default));
        Assert.Equal(SignatureResult.Mismatch, await Intake().VerifyAsync(source, Request("jane@example.com"), default));

        var (level, text) = Assert.Single(log.Entries);
        Assert.True(level < LogLevel.Warning);
        Assert.DoesNotContain("jane", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretThatCannotBeHad_IsNotAWrongSignature() => await Assert.ThrowsAsync<SecretUnavailableException>(
        () => Intake().VerifyAsync(new Source("shop", ["nowhere"], "main", new Scripted(true, Events())), Request(""), default));

    /// <summary>After a rotation the old name may be gone from the vault, or the new one not there yet.</summary>
    [Fact]
    public async Task OneSecretThatCannotBeHad_DoesNotRefuseWhatAnotherFits()
    {
        var source = new Source("shop", ["shop-secret", "nowhere"], "main", new Scripted(true, Events()));

        Assert.Equal(SignatureResult.Valid, await Intake().VerifyAsync(source, Request("the secret"), default));
        await Assert.ThrowsAsync<SecretUnavailableException>(() => Intake().VerifyAsync(source, Request("of the missing one"), default));
    }

    [Fact]
    public async Task SecretThatWasReplacedUnderItsName_IsReadAnewWhenASignatureDoesNotFit()
    {
        var source = new Source("shop", ["shop-secret"], "main", new Scripted(true, Events()));
        var secrets = new Replaced();

        Assert.Equal(SignatureResult.Valid, await Intake(secrets).VerifyAsync(source, Request("old"), default));
        Assert.Equal(0, secrets.Refreshes);
        Assert.Equal(SignatureResult.Valid, await Intake(secrets).VerifyAsync(source, Request("new"), default));
        Assert.Equal(SignatureResult.Mismatch, await Intake(secrets).VerifyAsync(source, Request("forged"), default));
    }

    private static SourceReading.Events Events(params ConversionEvent[] events) => new(events);

    private static ConversionEvent Nobody() => Intakes.Purchase("a", nobody =>
    {
        nobody.User.Emails.Clear();
        nobody.User.Phones.Clear();
    });

    private static WebhookRequest Request(string body) => new(Encoding.UTF8.GetBytes(body), _ => [], Intakes.Time.GetUtcNow());

    private WebhookIntake Intake(ISecretReader? secrets = null) => new(
        Settings, Intakes.Create(Settings, AzuriteCollection.Storage.Queue(storage.NewQueue())), secrets ?? new ConfigurationSecrets(Configured.With()), new ErasureOrders(storage.Containers(), Settings, Intakes.Time), Intakes.Unwritten(), new ConversionTelemetry(), log);

    private async Task<Seen> TakeAsync(IWebhookSource source)
    {
        var context = Builders.Http.Context();
        var result = await Intake().TakeAsync(new Source("shop", ["shop-secret"], "main", source), Request("{}"), context.Response, default);
        return await result.SeenAsync(context);
    }

    /// <summary>Holds the value from before a rotation until it is asked to look again.</summary>
    private sealed class Replaced : ISecretReader
    {
        public int Refreshes { get; private set; }

        public ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken) => new(new SecretValue("old"));

        public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken)
        {
            Refreshes++;
            return new(new SecretValue("new"));
        }
    }

    /// <summary>A source that reads what the test says. A body is signed when it holds all secrets, joined.</summary>
    private sealed class Scripted(bool platform, SourceReading reading) : IWebhookSource
    {
        public bool SenderIsPlatform => platform;

        public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) =>
            Encoding.UTF8.GetString(request.Body.Span) == string.Join('|', secrets.Select(secret => secret.Reveal()))
                ? SignatureResult.Valid
                : SignatureResult.Mismatch;

        public SourceReading Read(WebhookRequest request) => reading;
    }
}
