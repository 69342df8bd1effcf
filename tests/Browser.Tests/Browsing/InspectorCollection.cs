namespace Browser.Tests.Browsing;

/// <summary>Tests that look at the app with a little history, and change nothing in it.</summary>
[CollectionDefinition(Name)]
public sealed class InspectorCollection : ICollectionFixture<Inspector>
{
    public const string Name = "inspector";
}

/// <summary>Tests that add events to the same app, or need a list that nobody else adds to meanwhile: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BusyInspectorCollection : ICollectionFixture<Inspector>
{
    public const string Name = "busy inspector";
}
