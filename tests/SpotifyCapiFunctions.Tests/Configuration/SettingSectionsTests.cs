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

    [Fact]
    public void Settings_that_differ_in_case_alone_are_named() => Assert.Equal(
        ["Sources__store__Kind: is the same setting as Sources__STORE__Kind, because case does not count in names; remove or rename one of them."],
        SettingSections.Twice(["Sources__STORE__Kind", "Sources__store__Kind", "Sources__Store__Secrets", "Path", "PATH"]).Select(problem => problem.ToString()));

    [Theory]
    [InlineData("Source__shop__Kind")]
    [InlineData("destination__main__ConnectionId")]
    [InlineData("Alert__Url")]
    [InlineData("Deliveries__MaxAge")]
    [InlineData("KeyVaults__Uri")]
    public void Setting_of_a_mistyped_section_is_unused(string name) => Assert.Equal([name], Configured.Load((name, "x")).Unused);

    [Theory]
    [InlineData("Source")]
    [InlineData("AzureFunctionsJobHost__logging__console__isEnabled")]
    public void Setting_of_others_is_none_of_ours(string name) => Assert.Empty(Configured.Load((name, "true")).Unused);

    [Fact]
    public void Value_between_quotation_marks_is_named() => Assert.Equal(
        "Sources__shop__OrderEventId: is in quotation marks, which belong to the value here; leave them out.",
        Assert.Single(Configured.Problems(("Sources__shop__OrderEventId", " \"order-{id}\""))).ToString());

    [Theory]
    [InlineData("Secrets__main_token")]
    [InlineData("Destinations__main__DefaultCountry")]
    [InlineData("Sources__shop__Secrets")]
    [InlineData("Alerts__Url")]
    [InlineData("AzureWebJobsStorage")]
    public void Key_Vault_reference_that_Azure_has_not_resolved_is_named(string name) => Assert.Contains(
        Configured.Problems((name, "@Microsoft.KeyVault(SecretUri=https://example.vault.azure.net/secrets/x)")),
        problem => problem.Setting == name && problem.Message == SettingSections.Unresolved);
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
