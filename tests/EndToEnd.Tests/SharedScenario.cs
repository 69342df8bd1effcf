using EndToEnd.Tests.Platforms;
using EndToEnd.Tests.Telemetry;
using Testing.Harness;

namespace EndToEnd.Tests;

/// <summary>
/// One running app for all tests that only add events of their own and need no fault that others would feel: three destinations, one for each
/// profile, a source for each platform, and a collector of its telemetry.
/// </summary>
[CollectionDefinition(Name)]
public sealed class SharedScenario : ICollectionFixture<SharedScenario.Fixture>
{
    public const string Name = "shared scenario";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;
        private OtlpCollector? collector;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public OtlpCollector Collector => collector ?? throw new InvalidOperationException("The collector is not started.");

        public async Task InitializeAsync()
        {
            collector = await OtlpCollector.StartAsync();
            scenario = await Scenario.StartAsync(new ScenarioOptions
            {
                Configure = (settings, spotify) =>
                {
                    settings["Ingest__Destination"] = "main";
                    settings.AddFlat("flat", spotify.CapiDirectFlatEndpoint);
                    settings.AddPartner("partner", spotify.PartnerConversionsEndpoint, spotify.PartnerTokenEndpoint);
                    PlatformSenders.Apply(settings);
                    PackTests.Apply(settings);
                    Collector.Apply(settings);
                },
            });
        }

        public async Task DisposeAsync()
        {
            if (scenario is not null)
                await scenario.DisposeAsync();
            if (collector is not null)
                await collector.DisposeAsync();
        }
    }
}
