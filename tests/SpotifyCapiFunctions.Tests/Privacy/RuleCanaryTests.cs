using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Privacy;

/// <summary>The whole app on a storage of its own, with nine rules and a hundred orders: figures add up, and no rule's address gets anywhere.</summary>
public sealed class RuleCanaryTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    private const string Email = "canary-of-staff@canary-shop.example";
    private const string Domain = "canary-agency.example";

    private static readonly (string, string?)[] Rules =
    [
        ("Destinations__main__Exclude__staff__Email", Email.ToUpperInvariant()),
        ("Destinations__main__Exclude__office__Ip", "203.0.113.0/28, 2001:db8:77::/48"),
        ("Destinations__main__Exclude__abroad__Country", "CH,NO"),
        ("Ingest__Exclude__partners__EmailDomain", $"*.{Domain}, {Domain}"),
        ("Ingest__Exclude__renewals__Channel", "subscription*"),
        ("Ingest__Exclude__wholesale__Tag", "B2B"),
        ("Ingest__Exclude__cash__PaymentKind", "cod"),
        ("Ingest__Exclude__small__ValueBelow", "5"),
        ("Ingest__Exclude__returning__NewCustomersOnly", "true"),
        ("Sources__till__Kind", "OfflineFile"),
        ("Sources__till__Destination", "main"),
        ("Sources__till__Exclude__boss__Email", Email),
    ];

    private static readonly Action<JsonNode, JsonNode, JsonNode>[] Orders =
    [
        (_, user, _) => user["email"] = $" {Email} ",
        (_, user, _) => user["ip_address"] = "2001:db8:77::9",
        (_, user, _) => user["country"] = "no",
        (_, user, _) => user["email"] = $"jo@eu.{Domain}",
        (_, _, order) => order["channel"] = "subscription_contract_checkout_one",
        (_, _, order) => order["tags"] = new JsonArray("vip", "b2b"),
        (_, _, order) => order["payment"] = "COD",
        (purchase, _, _) => purchase["value"] = 4.99,
        (_, _, order) => order["new_customer"] = false,
        (_, _, _) => { },
    ];

    private readonly ConcurrentQueue<string> seen = new();

    [Fact]
    public async Task Addresses_of_rules_stand_nowhere_that_anybody_reads_and_the_figures_add_up()
    {
        var time = new StandingTime();
        var configuration = Configured.With([.. Rules, ("AzureWebJobsStorage", storage.ConnectionString), ("Destinations__main__Endpoint", "http://127.0.0.1:1/")]);
        using var metrics = Listen();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConversionTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(spans);
        using var log = new FakeLoggerProvider();
        await using var app = new ServiceCollection().AddSingleton<TimeProvider>(time).AddSingleton(configuration)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)).AddSpotifyCapi(configuration).BuildServiceProvider();
        foreach (var queue in StorageNames.Queues)
            await app.GetRequiredService<StorageQueues>().Get(queue).CreateIfNotExistsAsync();
        foreach (var container in StorageNames.Containers)
            await app.GetRequiredService<BlobContainers>().Get(container).CreateIfNotExistsAsync();

        var body = new JsonArray([.. Enumerable.Range(0, 100).Select(Order)]).ToJsonString();
        Assert.Equal(202, (await AnswerAsync<ReceiveEvents>(app, body, (function, request) => function.Run(request, default))).Status);
        await AnswerAsync<PreviewFunctions>(app, body, (function, request) => function.PreviewEvents(request, default));
        var rows = $"order_id,email,phone,event_time,value,currency\nt-1,{Email},,2026-05-31T12:00:00Z,20,EUR\nt-2,jane@example.com,12,2026-05-31T12:00:00Z,20,EUR\n";
        Assert.Equal(202, (await AnswerAsync<OfflineFunctions>(app, rows, (function, request) => function.ReceiveOfflineConversions(request, "till", default), "text/csv")).Status);
        foreach (var message in (QueueMessage[])(await app.GetRequiredService<StorageQueues>().Get(StorageNames.Conversions).ReceiveMessagesAsync(32)).Value)
            await ActivatorUtilities.CreateInstance<DeliverConversions>(app).Run(message, default);
        Assert.True(await app.GetRequiredService<IngestLog>().FlushAsync(default));

        var summary = await AnswerAsync<SummaryFunctions>(app, "", (function, request) => function.GetSummary(request, default));
        var line = summary.Json.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("source").GetString() == "events");
        Assert.Equal([100, 10, 90, 0, 0, 0, 10], ((string[])["received", "accepted", "ignored", "duplicate", "rejected", "unstored", "waiting"]).Select(name => line.GetProperty(name).GetInt32()));
        Assert.Equal(
            ["abroad", "cash", "office", "partners", "renewals", "returning", "small", "staff", "wholesale"],
            line.GetProperty("ignored_by_reason").EnumerateObject().Where(reason => reason.Value.GetInt32() == 10).Select(reason => reason.Name["excluded:".Length..]).Order(StringComparer.Ordinal));
        Assert.Equal(10, line.GetProperty("match").GetProperty("events").GetInt32());
        var match = summary.Json.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("source").GetString() == "till").GetProperty("match");
        Assert.Equal((1, 1), (match.GetProperty("events").GetInt32(), match.GetProperty("identifiers").GetProperty("email").GetInt32()));
        Assert.Single(match.GetProperty("dropped_by_code").EnumerateObject());

        var setup = await AnswerAsync<SummaryFunctions>(app, "", (function, request) => function.GetDiagnostics(request, default), query: "?view=setup");
        Assert.Contains("unknown_consent", setup.Text, StringComparison.Ordinal);
        await AnswerAsync<CheckHealth>(app, "", (function, request) => function.GetHealthDetails(request, default));
        var events = await AnswerAsync<DeliveryFunctions>(app, "", (function, request) => function.ListDeliveries(request, default), query: "?view=events&source=events&limit=1000");
        Assert.Equal(100, events.Json.GetProperty("events").GetArrayLength());
        var trace = await AnswerAsync<DeliveryFunctions>(app, "", (function, request) => function.GetDelivery(request, "order-0", default));
        Assert.Contains("excluded:staff", trace.Text, StringComparison.Ordinal);
        foreach (var container in StorageNames.Containers)
        {
            foreach (var (name, bytes) in await app.GetRequiredService<BlobContainers>().Get(container).ContentAsync())
                seen.Enqueue($"{container}/{name}: {Encoding.UTF8.GetString(bytes)}");
        }

        foreach (var (_, text) in log.Collector.Entries())
            seen.Enqueue(text);
        foreach (var expected in (string[])["excluded:staff", "excluded:partners", "delivery-journal/2026", "offline-conversions/reports", "deliver ", MetricNames.Ignored])
            Assert.Contains(seen, text => text.Contains(expected, StringComparison.Ordinal));
        AreNotSeen();
    }

    [Fact]
    public void Wrong_rule_stops_the_start_without_its_address()
    {
        foreach (var (name, value) in ((string, string)[])[("Email", $"{Email}, nobody"), ("EmailDomain", $"{Domain}, @"), ("EMail_", Email), ("Ip", Email)])
        {
            var stopped = Assert.Throws<InvalidSettingsException>(() => Configured.Load([.. Rules, ($"Destinations__main__Exclude__wrong__{name}", value)]));
            seen.Enqueue(stopped.ToString());
        }

        Assert.Equal(4, seen.Count);
        AreNotSeen();
    }

    private void AreNotSeen()
    {
        foreach (var canary in (string[])[Email, "canary-shop", Domain, Sha256Digest.Of(Email.AsSpan()).ToHex()])
            Assert.DoesNotContain(seen, text => text.Contains(canary, StringComparison.OrdinalIgnoreCase));
    }

    private static JsonNode Order(int number)
    {
        var (user, order) = (new JsonObject { ["email"] = $"person{number}@example.com", ["ip_address"] = "198.51.100.7", ["country"] = "DE" }, new JsonObject { ["channel"] = "web", ["new_customer"] = true });
        var purchase = new JsonObject
        {
            ["event_name"] = "PURCHASE",
            ["event_id"] = $"order-{number}",
            ["event_time"] = "2026-05-31T12:00:00Z",
            ["value"] = 20,
            ["currency"] = "EUR",
            ["user"] = user,
            ["order"] = order,
        };
        Orders[number % Orders.Length](purchase, user, order);
        return purchase;
    }

    private async Task<Seen> AnswerAsync<T>(ServiceProvider app, string body, Func<T, HttpRequest, Task> run, string type = "application/json", string query = "")
        where T : notnull
    {
        var request = Builders.Http.Post(Encoding.UTF8.GetBytes(body), type);
        request.QueryString = new QueryString(query);
        await run(ActivatorUtilities.CreateInstance<T>(app), request);
        var answer = request.HttpContext.Seen();
        seen.Enqueue(answer.Text);
        return answer;
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, self) => self.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        return listener;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => seen.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}");
    }
}
