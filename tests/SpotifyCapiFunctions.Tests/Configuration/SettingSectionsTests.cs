using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class SettingSectionsTests
{
    [Fact]
    public void Section_ReadsItsOwnSettingsAndNamesThemInFull()
    {
        var problems = new List<SettingProblem>();
        var configuration = Configured.With(("A__b__C", "1"), ("A__b__D__e", "2"), ("A__x__C", "3"));

        var reader = SettingSections.Reader(configuration, "A:b", problems);
        reader.Problem("D:e", "is wrong.");

        Assert.Equal(("1", "2"), (reader.Text("c"), Assert.Single(reader.Below("D")).Value));
        Assert.Null(reader.Text("x"));
        Assert.Equal("A__b__D__e", Assert.Single(problems).Setting);
    }
}
