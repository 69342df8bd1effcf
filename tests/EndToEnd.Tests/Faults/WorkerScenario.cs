using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// One running app for the faults of its worker alone, with few messages at once, so that what is under way can be counted. The host outlives
/// them all: its leases are the real ones.
/// </summary>
[CollectionDefinition(Name)]
public sealed class WorkerScenario : ICollectionFixture<WorkerScenario.Fixture>
{
    public const string Name = "worker scenario";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        /// <summary>Messages that are in work at once.</summary>
        public int AtOnce { get; private set; }

        public async Task InitializeAsync() => scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OwnAzurite = FaultSize.IsLong,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
                settings["Delivery__QuickTries"] = "1";
                settings["Delivery__RetryDelays"] = "00:00:01";
                AtOnce = FaultSettings.FewAtOnce(settings);
            },
        });

        public async Task DisposeAsync() => await Scenario.DisposeAsync();
    }
}
