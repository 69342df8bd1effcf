using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Settings;

public sealed class SettingReaderTests
{
    private readonly List<SettingProblem> problems = [];

    [Fact]
    public void What_is_set_replaces_what_is_built_in_a_list_as_a_whole()
    {
        var reader = Reader(("Map:id:0", "set"), ("Map:user:mail", "set"), ("Blank", "  "), ("Never", "read"));
        var merged = reader.Over(new Dictionary<string, string> { ["Map:id"] = "built in", ["Map:user.mail"] = "built in", ["Blank"] = "built in", ["Other"] = "built in" });

        Assert.Equal(["set"], merged.List("Map:id"));
        Assert.Null(merged.Text("Map:user.mail"));
        Assert.Equal("set", merged.Text("Map:user:mail"));
        Assert.Equal("built in", merged.Text("Blank"));
        Assert.Equal("built in", merged.Text("Other"));
        Assert.EndsWith("__Never", Assert.Single(reader.Unused()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_blank_setting_has_its_default_and_is_no_problem()
    {
        var reader = Reader(("Blank", "  "));

        foreach (var name in (string[])["Blank", "Missing"])
        {
            Assert.Null(reader.Text(name));
            Assert.Null(reader.Untrimmed(name));
            Assert.Equal(Profile.CapiDirect, reader.Enum(name, Profile.CapiDirect));
            Assert.True(reader.Bool(name, true));
            Assert.Equal(7, reader.Number(name, 7, 1, 10));
            Assert.Equal(TimeSpan.FromSeconds(5), reader.Duration(name, TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromDays(1)));
            Assert.Null(reader.Address(name));
            Assert.Empty(reader.List(name));
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void A_required_setting_that_is_missing_is_a_problem_with_its_full_name()
    {
        Assert.Equal("", Reader().Required("ConnectionId", "the connection"));
        Problem("Destinations__main__ConnectionId", "the connection");
    }

    [Theory]
    [InlineData("CapiDirectFlat")]
    [InlineData("capidirectflat")]
    [InlineData(" CAPIDIRECTFLAT ")]
    public void A_choice_is_found_in_any_case(string value)
    {
        Assert.Equal(Profile.CapiDirectFlat, Reader(("Profile", value)).Enum("Profile", Profile.CapiDirect));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("Capi")]
    [InlineData("1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("CapiDirectFlat, PartnerConversions")]
    [InlineData("CapiDirect,CapiDirectFlat")]
    public void A_choice_that_does_not_exist_is_a_problem_that_names_all(string value)
    {
        Assert.Equal(Profile.CapiDirect, Reader(("Profile", value)).Enum("Profile", Profile.CapiDirect));
        Problem("Destinations__main__Profile", "CapiDirect, CapiDirectFlat, PartnerConversions");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData(" TRUE ", true)]
    public void A_switch_is_true_or_false(string value, bool expected) => Assert.Equal(expected, Reader(("On", value)).Bool("On", !expected));

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    [InlineData("on")]
    public void Anything_else_is_no_switch(string value)
    {
        Reader(("On", value)).Bool("On", false);
        Problem("Destinations__main__On", "true or false");
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 10 ", 10)]
    [InlineData("0", null)]
    [InlineData("11", null)]
    [InlineData("5.0", null)]
    [InlineData("1e1", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("٥", null)]
    public void A_number_is_whole_and_within_its_limits(string value, int? expected)
    {
        Assert.Equal(expected ?? 7, Reader(("N", value)).Number("N", 7, 1, 10));
        Assert.Equal(expected is null ? 1 : 0, problems.Count);
    }

    [Theory]
    [InlineData("00:00:30", 30.0)]
    [InlineData("0:01", 60.0)]
    [InlineData("1.00:00:00", 86_400.0)]
    [InlineData("00:00:00.5", 0.5)]
    [InlineData("30", null)]
    [InlineData("1.00:00:01", null)]
    [InlineData("-00:00:01", null)]
    [InlineData("24:00:00", null)]
    [InlineData("1 day", null)]
    public void A_duration_needs_colons_and_is_within_its_limits(string value, double? seconds)
    {
        var read = Reader(("D", value)).Duration("D", TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.FromSeconds(seconds ?? 5), read);
        Assert.Equal(seconds is null ? 1 : 0, problems.Count);
    }

    [Theory]
    [InlineData("24:00:00")]
    [InlineData("1:02:03:04")]
    public void Days_are_never_read_from_where_hours_stand(string value)
    {
        Reader(("D", value)).Duration("D", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(100));
        Problem("Destinations__main__D", "hours:minutes:seconds");
    }

    [Theory]
    [InlineData("https://capi.spotify.com/capi-direct/events/", true)]
    [InlineData("http://127.0.0.1:8080/", true)]
    [InlineData("capi.spotify.com", false)]
    [InlineData("/events", false)]
    [InlineData("ftp://capi.spotify.com", false)]
    [InlineData("file:///etc/passwd", false)]
    public void An_address_is_absolute_and_http(string value, bool good)
    {
        Assert.Equal(good, Reader(("A", value)).Address("A") is not null);
        Assert.Equal(good ? 0 : 1, problems.Count);
    }

    [Fact]
    public void A_list_is_read_from_commas_and_from_numbered_settings_in_their_order()
    {
        var reader = Reader(("Secrets", "a, b,,"), ("Secrets:10", "e"), ("Secrets:2", " d "), ("Secrets:1", "c"), ("Secrets:3", " "));

        Assert.Equal(["a", "b", "c", "d", "e"], reader.List("Secrets"));
        Assert.Empty(reader.Unused());
    }

    [Fact]
    public void Settings_that_nobody_asked_for_are_named()
    {
        var reader = Reader(("Endpoint", "https://a.example"), ("Endpiont", "https://a.example"), ("EventMap:Demo Booked", "LEAD"), ("eventmap:x", "VIEW"));

        reader.Address("Endpoint");
        Assert.Equal(["Destinations__main__Endpiont", "Destinations__main__EventMap__Demo Booked", "Destinations__main__eventmap__x"], reader.Unused().Order(StringComparer.Ordinal));
        Assert.Equal(2, reader.Children("EventMap").Count);
        Assert.Equal(["Destinations__main__Endpiont"], reader.Unused());
    }

    [Fact]
    public void No_problem_repeats_the_value()
    {
        var reader = Reader(("A", "tell-nobody"));
        reader.Enum("A", Profile.CapiDirect);
        reader.Bool("A", false);
        reader.Number("A", 1, 1, 2);
        reader.Duration("A", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        reader.Address("A");

        Assert.Equal(5, problems.Count);
        Assert.All(problems, problem => Assert.DoesNotContain("tell-nobody", problem.ToString(), StringComparison.Ordinal));
    }

    private void Problem(string setting, string part)
    {
        var problem = Assert.Single(problems);
        Assert.Equal(setting, problem.Setting);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{setting}: ", problem.ToString(), StringComparison.Ordinal);
    }

    private SettingReader Reader(params (string Name, string Value)[] values) => new(
        "Destinations__main", values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase), problems);
}
