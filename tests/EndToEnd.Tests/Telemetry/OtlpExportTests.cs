using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EndToEnd.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Telemetry;

/// <summary>Metrics and traces as a collector gets them, and nobody's address in them.</summary>
public sealed class OtlpExportTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> received = new();
    private WebApplication? collector;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);

            // Names stand in the protobuf as plain text.
            received.AddOrUpdate(context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync();
    }

    public async Task DisposeAsync() => await collector!.DisposeAsync();

    [Fact]
    public async Task DeliveredEvent_IsInTheExportedMetricsAndTracesAndThePersonIsNot()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) =>
            {
                settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector!.Urls.First();
                settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            },
        });
        var (answer, eventId) = await scenario.PostOrderAsync();
        Assert.Equal(202, answer.Status);
        await scenario.DeliveredAsync([eventId]);
        await scenario.GetAsync("/api/deliveries?code=key-in-the-address&limit=1");
        await scenario.Queues.DrainedAsync();

        Assert.Equal(0, await scenario.App.StopAsync());

        Assert.Contains("spotify_capi.events.accepted", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("spotify_capi.events.delivered", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("deliver", received["/v1/traces"], StringComparison.Ordinal);
        Assert.All(received.Values, exported =>
        {
            Assert.DoesNotContain("@example.com", exported, StringComparison.Ordinal);
            Assert.DoesNotContain("key-in-the-address", exported, StringComparison.Ordinal);
        });
    }
}
