using Testing.Harness;

namespace EndToEnd.Tests.BadInput;

/// <summary>One app that gets nothing but bad input.</summary>
[CollectionDefinition(Name)]
public sealed class BadInputCollection : ICollectionFixture<BadInputCollection.Fixture>
{
    public const string Name = "bad input";

    public sealed class Fixture : IAsyncLifetime
    {
        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public async Task InitializeAsync() => scenario = await Scenario.StartAsync();

        public async Task DisposeAsync() => await Scenario.DisposeAsync();
    }
}
