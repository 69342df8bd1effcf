using System.Text;
using Microsoft.Extensions.Logging.Testing;
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

    private readonly FakeLogger<WebhookIntake> log = new();

    [Theory]
    [InlineData(true, 200, "ignored")]
    [InlineData(false, 400, "rejected")]
    public async Task Event_that_identifies_nobody_is_the_platforms_fate_but_another_senders_mistake(bool platform, int status, string result)
    {
        var answer = await TakeAsync(new Scripted(platform, Events(Nobody())));

        Assert.Equal((status, result), (answer.Status, Assert.Single(answer.Results)));
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 400)]
    public async Task Event_that_is_wrong_is_named_in_the_answer(bool platform, int status)
    {
        var answer = await TakeAsync(new Scripted(platform, Events(Intakes.Purchase("a", bad => bad.Currency = null))));

        Assert.Equal((status, "rejected"), (answer.Status, Assert.Single(answer.Results)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Good_event_is_202(bool platform) =>
        Assert.Equal(202, (await TakeAsync(new Scripted(platform, Events(Intakes.Purchase("a"))))).Status);

    [Fact]
    public async Task Ignored_topic_is_200_with_its_reason()
    {
        var answer = await TakeAsync(new Scripted(true, new SourceReading.Ignored(IgnoreReasons.IgnoredTopic, "order-1")));

        Assert.Equal((200, "ignored"), (answer.Status, Assert.Single(answer.Results)));
        Assert.Contains("\"reason\":\"ignored_topic\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_body_is_400()
    {
        var answer = await TakeAsync(new Scripted(true, new SourceReading.Malformed(new(ErrorCodes.MalformedJson, "", "No JSON."))));

        Assert.Equal((400, ErrorCodes.MalformedJson), (answer.Status, Assert.Single(answer.Codes)));
        Assert.Contains("webhook refused (malformed_json)", Assert.Single(log.Entries()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_several_destinations_judges_for_itself()
    {
        var settings = Configured.Load(
            ("Destinations__strict__ConnectionId", Configured.Connection), ("Destinations__strict__TokenSecret", "main-token"),
            ("Destinations__strict__UnknownConsent", "Drop"), ("Sources__shop__Destination", "main, strict"));
        var intake = Intake(settings);
        var source = new Source("shop", ["shop-secret"], "main", new Scripted(true, () => new SourceReading.Events([Intakes.Purchase("a")], "delivery-1")))
        {
            Destinations = settings.Sources["shop"].Destinations,
        };

        var first = await TakeAsync(intake, source);
        Assert.Equal((202, "main accepted, strict ignored"), (first.Status, Results(first)));
        var second = await TakeAsync(intake, source);
        Assert.Equal((200, "main duplicate, strict ignored"), (second.Status, Results(second)));
    }

    [Fact]
    public async Task Delivery_that_one_destination_has_seen_is_new_to_another()
    {
        var settings = Configured.Load(
            ("Destinations__two__ConnectionId", Configured.Connection), ("Destinations__two__TokenSecret", "main-token"), ("Sources__shop__Destination", "main, two"));
        var intake = Intake(settings);
        var scripted = new Scripted(true, () => new SourceReading.Events([Intakes.Purchase("a")], "delivery-1"));

        var one = await TakeAsync(intake, new Source("shop", ["shop-secret"], "main", scripted));
        Assert.Equal((202, "accepted"), (one.Status, Assert.Single(one.Results)));
        var both = await TakeAsync(intake, new Source("shop", ["shop-secret"], "main", scripted) { Destinations = ["main", "two"] });
        Assert.Equal((202, "main duplicate, two accepted"), (both.Status, Results(both)));
    }

    private static string Results(Seen seen) => string.Join(", ", seen.Json.GetProperty("results").EnumerateArray()
        .Select(result => $"{result.GetProperty("destination").GetString()} {result.GetProperty("status").GetString()}"));

    private static SourceReading.Events Events(params ConversionEvent[] events) => new(events);

    private static ConversionEvent Nobody() => Intakes.Purchase("a", nobody =>
    {
        nobody.User.Emails.Clear();
        nobody.User.Phones.Clear();
    });

    private static WebhookRequest Request(string body) => new(Encoding.UTF8.GetBytes(body), _ => [], Intakes.Time.GetUtcNow());

    private WebhookIntake Intake(AppSettings settings) => new(
        settings.Destinations, Intakes.Create(settings, AzuriteCollection.Storage.Queue(storage.NewQueue())), new ErasureOrders(storage.Containers(), settings.RetrySchedule, StorageParts.Trouble(), Intakes.Time), Intakes.Unwritten(), new ConversionTelemetry(), log);

    private Task<Seen> TakeAsync(IWebhookSource source) => TakeAsync(Intake(Settings), new Source("shop", ["shop-secret"], "main", source));

    private static async Task<Seen> TakeAsync(WebhookIntake intake, Source source)
    {
        var context = Builders.Http.Context();
        var result = await intake.TakeAsync(source, Request("{}"), context.Response, default);
        return await result.SeenAsync(context);
    }

    /// <summary>A source that reads what the test says.</summary>
    private sealed class Scripted(bool platform, Func<SourceReading> reading) : IWebhookSource
    {
        public Scripted(bool platform, SourceReading reading)
            : this(platform, () => reading)
        {
        }

        public bool SenderIsPlatform => platform;

        public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) => SignatureResult.Valid;

        public SourceReading Read(WebhookRequest request) => reading();
    }
}
