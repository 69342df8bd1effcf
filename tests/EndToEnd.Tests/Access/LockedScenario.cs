using Testing.Harness;

namespace EndToEnd.Tests.Access;

/// <summary>One app that asks for keys.</summary>
[CollectionDefinition(Name)]
public sealed class LockedScenario : ICollectionFixture<LockedScenario.Fixture>
{
    public const string Name = "locked scenario";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public async Task InitializeAsync() => scenario = await Scenario.StartAsync(new ScenarioOptions { Arguments = ["--enable-auth"] });

        public async Task DisposeAsync() => await Scenario.DisposeAsync();
    }
}
