using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class SettingSectionsTests
{
    [Fact]
    public void Section_reads_its_own_settings_and_names_them_in_full()
    {
        var problems = new List<SettingProblem>();
        var configuration = Configured.With(("A__b__C", "1"), ("A__b__D__e", "2"), ("A__x__C", "3"));

        var reader = SettingSections.Reader(configuration, "A:b", problems);
        reader.Problem("D:e", "is wrong.");

        Assert.Equal(("1", "2"), (reader.Text("c"), Assert.Single(reader.Children("D")).Value));
        Assert.Null(reader.Text("x"));
        Assert.Equal("A__b__D__e", Assert.Single(problems).Setting);
    }
}

public sealed class ConfigurationVersionTests
{
    private static readonly string Usual = Configured.Load().Version;

    [Fact]
    public void Same_settings_have_the_same_version()
    {
        Assert.Matches("^[0-9a-f]{12}$", Usual);
        Assert.Equal(Usual, Configured.Load(("DESTINATIONS__MAIN__CONNECTIONID", Configured.Connection), ("Destinations__main__ConnectionId", null)).Version);
    }

    [Fact]
    public void Another_setting_is_another_version() => Assert.NotEqual(Usual, Configured.Load(("Destinations__main__DefaultCountry", "DE")).Version);

    [Fact]
    public void Secrets_do_not_count() =>
        Assert.Equal(Usual, Configured.Load(("Secrets__main_token", "another token"), ("AzureWebJobsStorage", "UseDevelopmentStorage=true;")).Version);
}
