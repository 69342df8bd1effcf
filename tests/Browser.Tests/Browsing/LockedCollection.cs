using Testing.Harness;

namespace Browser.Tests.Browsing;

/// <summary>An app that asks for keys and has never seen an event.</summary>
[CollectionDefinition(Name)]
public sealed class LockedCollection : ICollectionFixture<LockedCollection.Fixture>
{
    public const string Name = "locked inspector";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public Task<Visit> VisitAsync(string view = "/now", VisitOptions? options = null) =>
            Visit.StartAsync(Scenario, view, (options ?? new VisitOptions()) with { Key = options?.Key ?? ScenarioSettings.FunctionKey });

        public async Task InitializeAsync() => scenario = await Scenario.StartAsync(new ScenarioOptions { Arguments = ["--enable-auth"] });

        public async Task DisposeAsync() => await Scenario.DisposeAsync();
    }
}
