namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>Tests that look at the memory of the whole process, with an Azurite of their own. No other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection : ICollectionFixture<AzuriteCollection.Storage>
{
    public const string Name = "Alone";
}
