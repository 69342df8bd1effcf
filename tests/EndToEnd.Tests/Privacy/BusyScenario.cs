using Testing.Harness;

namespace EndToEnd.Tests.Privacy;

/// <summary>One app that hashes before it queues, and whose worker takes one message at a time, so that a test can hold it up and look into the queue.</summary>
[CollectionDefinition(Name)]
public sealed class BusyScenario : ICollectionFixture<BusyScenario.Fixture>
{
    public const string Name = "busy scenario";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public async Task InitializeAsync() => scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) =>
            {
                settings["Privacy__HashBeforeQueue"] = "true";
                BusyWorker.OneAtATime(settings);
            },
        });

        public async Task DisposeAsync() => await Scenario.DisposeAsync();
    }
}
