using Testing.Harness;

namespace EndToEnd.Tests.Offline;

/// <summary>One running app for the files that are pushed while nothing fails. Tests take turns; each has event ids of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OfflineScenario : ICollectionFixture<OfflineScenario.Fixture>
{
    public const string Name = "offline scenario";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public async Task InitializeAsync() => scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) => OfflineSettings.Apply(settings),
        });

        public async Task DisposeAsync() => await Scenario.DisposeAsync();
    }
}
