using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Http;
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
    private readonly FakeLogger<WebhookIntake> log = new();
    private readonly BodyMemory memory = new(new IngestOptions());
    private List<string> counted = [];

    public ReceiveWebhookTests(AzuriteCollection.Storage storage)
    {
        this.storage = storage;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name is MetricNames.WebhooksRefused or MetricNames.UnverifiedRefused or MetricNames.SignatureRefused && ReferenceEquals(instrument.Meter, telemetry.Meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        telemetry.Dispose();
    }

    [Fact]
    public async Task Body_over_the_limit_is_413_and_counted_with_its_length()
    {
        var answer = await PostAsync(Signed(Bytes(2049)));

        Assert.Equal((413, "body_too_large"), (answer.Status, Assert.Single(answer.Codes)));
        IsTold("body_too_large", 2049);
    }

    [Fact]
    public async Task Body_over_the_limit_that_does_not_say_how_long_it_is_is_counted_too()
    {
        var request = Builders.Http.Post(new MemoryStream(Bytes(4096)), "application/json", ("X-Shopify-Hmac-Sha256", Sign(Bytes(4096))));

        Assert.Equal(413, (await PostAsync(request)).Status);
        IsTold("body_too_large", 4096);
    }

    [Fact]
    public async Task Compressed_body_is_415_and_counted()
    {
        var request = Signed("{}"u8.ToArray());
        request.Headers.ContentEncoding = "gzip";

        Assert.Equal(415, (await PostAsync(request)).Status);
        IsTold("unsupported_content_encoding", 2);
    }

    [Fact]
    public async Task Body_that_is_not_JSON_is_415_and_counted()
    {
        Assert.Equal(415, (await PostAsync(Signed("<a/>"u8.ToArray(), "application/xml"))).Status);
        IsTold("unsupported_media_type", 4);
    }

    [Fact]
    public async Task Order_of_hundreds_of_lines_is_taken_unless_set_otherwise()
    {
        var answer = await PostAsync(Signed(Bytes(3 * 1024 * 1024)), limit: null);

        Assert.Equal((400, "malformed_json"), (answer.Status, Assert.Single(answer.Codes)));
    }

    [Fact]
    public async Task Source_is_counted_under_its_configured_name_however_it_is_spelled()
    {
        await PostAsync(Signed(Bytes(2049)), source: "sHOP");

        IsTold("body_too_large", 2049);
    }

    [Fact]
    public async Task Source_that_does_not_exist_is_not_counted_under_the_name_that_somebody_made_up()
    {
        Assert.Equal(404, (await PostAsync(Builders.Http.Post(Bytes(4096)), source: "jane@example.com")).Status);
        Assert.Empty(counted);
        Assert.Empty(log.Entries());
    }

    [Theory]
    [InlineData("Shopify")]
    [InlineData("WooCommerce")]
    [InlineData("StandardWebhooks")]
    [InlineData("SignedJson")]
    [InlineData("Segment")]
    [InlineData("Stripe")]
    [InlineData("CloudEvents")]
    public async Task Webhook_without_a_signature_is_refused_unread_and_alerts_nobody(string kind)
    {
        foreach (var type in (string[])["text/plain", "application/json"])
        {
            var body = new Unread();
            var request = Builders.Http.Post(body, type);
            (request.ContentLength, counted) = (8_000_000, []);

            Assert.Equal(401, (await PostAsync(request, kind: kind)).Status);
            Assert.Equal(["spotify_capi.signatures.refused 1 source=shop result=Missing"], counted);
            Assert.Empty(log.Entries());
            Assert.False(body.WasRead);
        }
    }

    [Theory]
    [InlineData(4096, "application/json")]
    [InlineData(10, "text/plain")]
    public async Task Webhook_of_a_stranger_is_counted_and_alerts_nobody_whatever_it_holds(int length, string type)
    {
        var request = Builders.Http.Post(Bytes(length), type, ("X-Shopify-Hmac-Sha256", Sign("something else"u8.ToArray())));

        Assert.Equal(401, (await PostAsync(request)).Status);
        Assert.Equal(["spotify_capi.signatures.refused 1 source=shop result=Mismatch"], counted);
        Assert.Empty(log.Entries());
    }

    [Fact]
    public async Task Body_longer_than_any_limit_can_be_is_counted_as_a_strangers()
    {
        var request = Builders.Http.Post(new Unread(), "application/json", ("X-Shopify-Hmac-Sha256", Sign([])));
        request.ContentLength = IngestOptions.LargestBody + 1;

        Assert.Equal(413, (await PostAsync(request)).Status);
        Assert.Equal(["spotify_capi.webhooks.unverified 1 source=shop code=body_too_large"], counted);
        Assert.True(Assert.Single(log.Entries()).Level < LogLevel.Warning);
    }

    [Fact]
    public async Task More_bytes_than_the_instance_may_hold_are_503_and_taken_once_there_is_room()
    {
        Assert.True(memory.TryTake(new IngestOptions().MaxBytesInFlight));
        var answer = await PostAsync(Signed("[]"u8.ToArray()));

        Assert.Equal((503, "overloaded", "5"), (answer.Status, Assert.Single(answer.Codes), answer.Headers.RetryAfter.ToString()));
        Assert.Equal(["spotify_capi.webhooks.unverified 1 source=shop code=overloaded"], counted);
        memory.GiveBack(new IngestOptions().MaxBytesInFlight);
        Assert.Equal(400, (await PostAsync(Signed("[]"u8.ToArray()))).Status);
        Assert.Equal(0, memory.Held);
    }

    [Theory]
    [InlineData("webhook_id=123", 200)]
    [InlineData("webhook_id=abc", 401)]
    [InlineData("webhook_id=123456789012345678901", 401)]
    [InlineData("{}", 401)]
    public async Task Handshake_of_WooCommerce_needs_no_signature(string body, int status) => Assert.Equal(
        status,
        (await PostAsync(Builders.Http.Post(Encoding.ASCII.GetBytes(body), "application/x-www-form-urlencoded"), kind: "WooCommerce")).Status);

    [Fact]
    public async Task Origin_of_the_list_may_send_to_a_source_of_its_kind_only()
    {
        var seen = await AskAsync("grid", ("WebHook-Request-Origin", "eventgrid.azure.net"), ("WebHook-Request-Rate", "120"));
        Assert.Equal((200, "eventgrid.azure.net", "120"), (seen.Status, seen.Headers["WebHook-Allowed-Origin"].ToString(), seen.Headers["WebHook-Allowed-Rate"].ToString()));

        foreach (var (source, origin) in new[] { ("grid", "elsewhere.example"), ("shop", "eventgrid.azure.net"), ("nothing", "eventgrid.azure.net") })
        {
            var refused = await AskAsync(source, ("WebHook-Request-Origin", origin));
            Assert.Equal(404, refused.Status);
            Assert.DoesNotContain(refused.Headers.Keys, name => name.StartsWith("WebHook", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Validation_of_a_subscription_is_answered_without_a_secret()
    {
        var seen = await PostAsync(
            Builders.Http.Post("""[{"data":{"validationCode":"512d-38b6","validationUrl":"https://elsewhere.example"}}]"""u8, "application/json", ("aeg-event-type", "SubscriptionValidation")), source: "grid");

        Assert.Equal((200, """{"validationResponse":"512d-38b6"}"""), (seen.Status, seen.Text));
    }

    [Theory]
    [InlineData("another", null, 401)]
    [InlineData("another", "Unavailable", 503)]
    [InlineData(null, "Unavailable", 401)]
    public async Task Unknown_secret_is_503_by_setting_only(string? secret, string? setting, int status)
    {
        var request = Builders.Http.Post("[]"u8, "application/cloudevents-batch+json", secret is null ? [] : [("X-Webhook-Secret", secret)]);

        Assert.Equal(status, (await PostAsync(request, source: "grid", more: ("Sources__grid__UnknownSecret", setting))).Status);
    }

    [Fact]
    public async Task Token_as_body_needs_no_Content_Type_of_JSON() =>
        Assert.Equal(401, (await PostAsync(Builders.Http.Post("a.b.c"u8, "text/plain"), source: "wix")).Status);

    private void IsTold(string code, int length)
    {
        Assert.Equal([$"spotify_capi.webhooks.refused 1 source=shop code={code}"], counted);
        var (level, text) = Assert.Single(log.Entries());
        Assert.Equal((LogLevel.Warning, $"shop: webhook refused ({code}), bytes: {length}"), (level, text.Trim()));
    }

    private static HttpRequest Signed(byte[] body, string type = "application/json") => Builders.Http.Post(body, type, ("X-Shopify-Hmac-Sha256", Sign(body)));

    private static string Sign(byte[] body) => Convert.ToBase64String(HMACSHA256.HashData("the secret"u8, body));

    private static byte[] Bytes(int length) => Encoding.ASCII.GetBytes(new string('x', length));

    private async Task<Seen> AskAsync(string source, params (string Name, string Value)[] headers)
    {
        var request = Builders.Http.Post(""u8, null, headers);
        await Function().PermitWebhook(request, source);
        return request.HttpContext.Seen();
    }

    private async Task<Seen> PostAsync(
        HttpRequest request, string? limit = "2048", string source = "shop", string kind = "Shopify", params (string Name, string? Value)[] more)
    {
        await Function([("Ingest__MaxWebhookBytes", limit), ("Sources__shop__Kind", kind), ("Sources__shop__Header", kind == "SignedJson" ? "X-Signature" : null), .. more])
            .Run(request, source, default);
        return request.HttpContext.Seen();
    }

    private ReceiveWebhook Function(params (string Name, string? Value)[] more)
    {
        var settings = Configured.Load(
        [
            ("Sources__grid__Kind", "CloudEvents"), ("Sources__grid__Secrets", "shop-secret"), ("Sources__wix__Kind", "Wix"), ("Sources__wix__Secrets", "shop-secret"),
            .. more,
        ]);
        var intake = new WebhookIntake(
            settings.Destinations, Intakes.Create(settings, AzuriteCollection.Storage.Queue(storage.NewQueue())),
            new ErasureOrders(storage.Containers(), settings.RetrySchedule, StorageParts.Trouble(), Intakes.Time), Intakes.Unwritten(), telemetry, log);
        var signatures = new WebhookSignatures(new ConfigurationSecrets(Configured.With()), telemetry, Intakes.Time, new FakeLogger<WebhookSignatures>());
        return new ReceiveWebhook(settings.Sources, settings.Ingest, memory, signatures, intake, Intakes.Time, new FakeLogger<ReceiveWebhook>());
    }

    /// <summary>A body that is thrown away, but not read.</summary>
    private sealed class Unread : MemoryStream
    {
        public bool WasRead { get; private set; }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            WasRead = true;
            return new(0);
        }
    }
}
