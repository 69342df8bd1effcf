using Dev.Checkout;

namespace Tools.Tests.Dev.Checkout;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void First_use_copies_the_example()
    {
        root.Write("local.settings.example.json", "example");

        Assert.True(LocalSettings.EnsureExists(new Repository(root.FullName)));
        Assert.Equal("example", File.ReadAllText(Path.Combine(root.FullName, "local.settings.json")));
    }

    [Fact]
    public void Existing_settings_are_left_alone()
    {
        root.Write("local.settings.example.json", "example");
        var own = root.Write("local.settings.json", "own");

        Assert.False(LocalSettings.EnsureExists(new Repository(root.FullName)));
        Assert.Equal("own", File.ReadAllText(own));
    }
}
