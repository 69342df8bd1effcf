using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class ConfigurationVersionTests
{
    private static readonly string Usual = Configured.Load().Version;

    [Fact]
    public void SameSettings_HaveTheSameVersion()
    {
        Assert.Matches("^[0-9a-f]{12}$", Usual);
        Assert.Equal(Usual, Configured.Load(("DESTINATIONS__MAIN__CONNECTIONID", Configured.Connection), ("Destinations__main__ConnectionId", null)).Version);
    }

    [Fact]
    public void AnotherSetting_IsAnotherVersion() => Assert.NotEqual(Usual, Configured.Load(("Destinations__main__DefaultCountry", "DE")).Version);

    [Fact]
    public void Secrets_DoNotCount() =>
        Assert.Equal(Usual, Configured.Load(("Secrets__main_token", "another token"), ("AzureWebJobsStorage", "UseDevelopmentStorage=true;")).Version);
}
