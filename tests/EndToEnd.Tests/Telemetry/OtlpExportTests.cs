using Testing.Harness;

namespace EndToEnd.Tests.Telemetry;

/// <summary>Metrics and traces as a collector gets them, and nobody's address in them.</summary>
[Collection(SharedScenario.Name)]
public sealed class OtlpExportTests(SharedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Delivered_event_is_in_the_exported_metrics_and_traces_and_the_person_is_not()
    {
        var (answer, eventId) = await scenario.PostOrderAsync();
        Assert.Equal(202, answer.Status);
        await scenario.DeliveredAsync([eventId]);
        await scenario.GetAsync("/api/deliveries?code=key-in-the-address&limit=1");
        await scenario.Queues.DrainedAsync();

        foreach (var (path, name) in ((string, string)[])
            [("/v1/metrics", "spotify_capi.events.accepted"), ("/v1/metrics", "spotify_capi.events.delivered"), ("/v1/traces", "deliver")])
        {
            await Eventually.TrueAsync(() => fixture.Collector.To(path).Any(body => body.Contains(name, StringComparison.Ordinal)), $"{name} is exported");
        }

        Assert.All(fixture.Collector.Everything(), exported =>
        {
            Assert.DoesNotContain("@example.com", exported, StringComparison.Ordinal);
            Assert.DoesNotContain("key-in-the-address", exported, StringComparison.Ordinal);
        });
    }
}
