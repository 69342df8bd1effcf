namespace EndToEnd.Tests.Harness;

/// <summary>One running scenario for all tests that only add events of their own: three destinations, one for each profile.</summary>
[CollectionDefinition(Name)]
public sealed class SharedScenario : ICollectionFixture<SharedScenario.Fixture>
{
    public const string Name = "shared scenario";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public async Task InitializeAsync() => scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, spotify) =>
            {
                settings["Ingest__Destination"] = "main";
                settings.AddFlat("flat", spotify.CapiDirectFlatEndpoint);
                settings.AddPartner("partner", spotify.PartnerConversionsEndpoint, spotify.PartnerTokenEndpoint);
            },
        });

        public async Task DisposeAsync() => await Scenario.DisposeAsync();
    }
}
