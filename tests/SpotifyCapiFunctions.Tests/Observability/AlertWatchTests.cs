using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Delivery;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Observability;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Inspector;

namespace SpotifyCapiFunctions.Tests.Observability;

[Collection(AzuriteCollection.Name)]
public sealed class AlertWatchTests(AzuriteCollection.Storage storage)
{
    private const string Secret = "secret-of-the-alerts";

    [Fact]
    public async Task Five_hundred_failures_in_ten_minutes_are_exactly_one_alert_and_one_resolve()
    {
        await using var parts = new InspectorParts(storage);
        var receiver = new Receiver();
        using var telemetry = new ConversionTelemetry();
        for (var minute = 0; minute < 10; minute++)
        {
            await parts.PlaceAsync("dead", "rejected_by_spotify", [.. Enumerable.Range(0, 50).Select(i => parts.Accept($"bad-{minute}-{i}"))]);
            await PassAsync(parts, TimeSpan.FromMinutes(1));
            if (minute % 5 == 4)
                await Watch(parts, receiver, telemetry).LookAsync(CancellationToken.None);
        }

        for (var look = 0; look < 6; look++)
        {
            await PassAsync(parts, TimeSpan.FromMinutes(5));
            await Watch(parts, receiver, telemetry).LookAsync(CancellationToken.None);
        }

        Assert.Equal(["alert.firing", "alert.resolved"], receiver.Bodies.Select(body => JsonElement.Parse(body).GetProperty("type").GetString()));
        var told = JsonElement.Parse(receiver.Bodies[0]).GetProperty("data");
        Assert.Equal(("dead_letters", "main"), (told.GetProperty("alert").GetString(), told.GetProperty("destination").GetString()));
        Assert.Contains(": 500.", told.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Bodies, body => body.Contains("bad-", StringComparison.Ordinal));
        Assert.All(receiver.Signatures, signed => Assert.Equal(StandardWebhooksSigner.Sign(new SecretValue(Secret), signed.Id, signed.Timestamp, Encoding.UTF8.GetBytes(signed.Body)), signed.Signature));
    }

    [Theory]
    [InlineData("down")]
    [InlineData("503")]
    [InlineData("silent")]
    public async Task Receiver_that_is_down_gets_the_notice_at_a_later_look_and_is_logged_each_time(string fault)
    {
        await using var parts = new InspectorParts(storage);
        var receiver = new Receiver { Fault = fault };
        using var telemetry = new ConversionTelemetry();
        var log = new FakeLogger<AlertWatch>();
        await parts.PlaceAsync("deferred", "unauthorized", parts.Accept("waits"));
        await PassAsync(parts, TimeSpan.FromSeconds(2));

        for (var look = 0; look < 3; look++)
            await Watch(parts, receiver, telemetry, log: log).LookAsync(CancellationToken.None);
        receiver.Fault = null;
        await Watch(parts, receiver, telemetry, log: log).LookAsync(CancellationToken.None);
        await Watch(parts, receiver, telemetry, log: log).LookAsync(CancellationToken.None);

        Assert.Contains("unauthorized", Assert.Single(receiver.Bodies), StringComparison.Ordinal);
        Assert.Equal(2, log.Entries().Count(entry => entry.Text.Contains("could not be posted", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task New_installation_has_the_whole_time_to_get_its_first_event()
    {
        await using var parts = new InspectorParts(storage);
        await parts.Container.CreateIfNotExistsAsync();
        var receiver = new Receiver();
        using var telemetry = new ConversionTelemetry();
        var hours = 0;
        for (; hours < 60 && receiver.Bodies.Count == 0; hours++)
        {
            await Watch(parts, receiver, telemetry, inARow: 1, silence: TimeSpan.FromHours(24)).LookAsync(CancellationToken.None);
            parts.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(25, hours);
        parts.Accept("first");
        await PassAsync(parts, TimeSpan.FromMinutes(5));
        await Watch(parts, receiver, telemetry, inARow: 1, silence: TimeSpan.FromHours(24)).LookAsync(CancellationToken.None);
        Assert.Equal(["alert.firing", "alert.resolved"], receiver.Bodies.Select(body => JsonElement.Parse(body).GetProperty("type").GetString()));
        Assert.All(receiver.Bodies, body => Assert.Contains("nothing_received", body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AlertFormat.Slack, """{"text":"Firing: not_delivering (main). Spotify takes no events: unauthorized. They wait, and none is lost."}""")]
    [InlineData(AlertFormat.Teams, "\"text\":\"Firing: not_delivering (main).")]
    public async Task Other_forms_hold_one_sentence(AlertFormat format, string expected)
    {
        await using var parts = new InspectorParts(storage);
        var receiver = new Receiver();
        using var telemetry = new ConversionTelemetry();
        await parts.PlaceAsync("deferred", "unauthorized", parts.Accept("waits"));
        await PassAsync(parts, TimeSpan.FromSeconds(2));

        await Watch(parts, receiver, telemetry, format, inARow: 1).LookAsync(CancellationToken.None);

        Assert.Contains(expected, Assert.Single(receiver.Bodies), StringComparison.Ordinal);
    }

    private static async Task PassAsync(InspectorParts parts, TimeSpan time)
    {
        await parts.Log.FlushAsync(CancellationToken.None);
        parts.Time.Advance(time);
    }

    private static AlertWatch Watch(
        InspectorParts parts, Receiver receiver, ConversionTelemetry telemetry, AlertFormat format = AlertFormat.Json, int inARow = 2, FakeLogger<AlertWatch>? log = null,
        TimeSpan silence = default)
    {
        var options = new AlertOptions { Url = new Uri("https://alerts.example/hook"), Secret = "alerts", Format = format, InARow = inARow, NothingReceivedFor = silence };
        var settings = parts.Settings;
        var (http, secrets) = (new HttpClient(receiver), Scripted.Secret(Secret));
        var api = new AdsApiClient(http, secrets, parts.Time);
        var setup = new SetupReport(
            settings.Destinations, settings.RetrySchedule, api, new DiagnosticsClient(api), secrets, parts.Tallies, new DestinationPipelines(settings.Destinations.Values, settings.Breaker, parts.Time), parts.Time);
        return new AlertWatch(
            options, settings.Destinations, new AlertReceiver(http, secrets, options, parts.Time), parts.Tallies, setup, parts.Container, telemetry, parts.Time, log ?? new FakeLogger<AlertWatch>());
    }

    private sealed class Receiver : HttpMessageHandler
    {
        public string? Fault { get; set; }

        public List<string> Bodies { get; } = [];

        public List<(string Id, string Timestamp, string Body, string Signature)> Signatures { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Fault == "down")
                throw new HttpRequestException("nobody there");

            // As after the time limit, which is the watch's own.
            if (Fault == "silent")
                throw new OperationCanceledException();
            if (Fault is not null)
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);

            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Bodies.Add(body);
            if (request.Headers.TryGetValues("webhook-id", out var ids))
                Signatures.Add((ids.Single(), request.Headers.GetValues("webhook-timestamp").Single(), body, request.Headers.GetValues("webhook-signature").Single()));
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
    }
}
