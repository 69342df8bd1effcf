using Testing.Harness;

namespace EndToEnd.Tests.Faults;

/// <summary>One running app for the faults that it survives without a restart. Tests take turns; each has event ids of its own.</summary>
[CollectionDefinition(Name)]
public sealed class FaultScenario : ICollectionFixture<FaultScenario.Fixture>
{
    public const string Name = "fault scenario";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public async Task InitializeAsync() => scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OwnAzurite = FaultSize.IsLong,
            Configure = (settings, _) => FaultSettings.Apply(settings),
        });

        public async Task DisposeAsync() => await Scenario.DisposeAsync();
    }
}
