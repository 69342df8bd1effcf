using System.Collections;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class SettingSectionsTests
{
    private const string Reference = "@Microsoft.KeyVault(SecretUri=https://example.vault.azure.net/secrets/x)";

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
        SettingSections.Twice(new Hashtable
        {
            ["Sources__STORE__Kind"] = "Shopify",
            ["Sources__store__Kind"] = "Segment",
            ["Sources__Store__Secrets"] = "x",
            ["Delivery__MaxAge"] = "1.00:00:00",
            ["DELIVERY__MaxAge"] = "1.00:00:00",
            ["Path"] = "a",
            ["PATH"] = "b",
        }).Select(problem => problem.ToString()));

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
    public void Value_between_quotation_marks_is_a_doubt() => Assert.Equal(
        ["Sources__shop__OrderEventId: is in quotation marks, which belong to the value here; leave them out."],
        Configured.Load(("Sources__shop__OrderEventId", " \"order-{id}\"")).Doubts);

    [Fact]
    public void Connection_of_two_destinations_is_a_doubt() => Assert.Equal(
        ["Destinations__other__ConnectionId: is that of main too, so both write into one dataset."],
        Configured.Load(
            ("Destinations__other__ConnectionId", Configured.Connection.ToUpperInvariant()), ("Destinations__other__TokenSecret", "main-token"),
            ("Sources__shop__Destination", "main")).Doubts);

    [Fact]
    public void Field_that_is_mapped_twice_is_a_doubt_and_the_last_setting_counts() => Assert.Equal(
        ["Sources__crm__Map__order_id: means order_id, which another setting maps already; this one counts."],
        Configured.Load(
            ("Sources__crm__Kind", "Mapped"), ("Sources__crm__Secrets", "shop-secret"), ("Sources__crm__Header", "X-Signature"),
            ("Sources__crm__Map__event_name", "=LEAD"), ("Sources__crm__Map__event_id", "/id"), ("Sources__crm__Map__event_time", "/at"),
            ("Sources__crm__Map__order-id", "/a"), ("Sources__crm__Map__order_id", "/b")).Doubts);

    // Events are taken and wait, as with a vault that is down; nobody is told of what happens, and conversions do not wait for that.
    [Theory]
    [InlineData("Secrets__main_token")]
    [InlineData("Alerts__Url")]
    [InlineData("Alerts__Secret")]
    public void Key_Vault_reference_of_a_secret_that_Azure_has_not_resolved_is_a_doubt(string name)
    {
        var settings = Configured.Load((name, Reference));

        Assert.Equal([$"{name}: {SettingSections.Unresolved}"], settings.Doubts);
        Assert.Equal((null, null), (settings.Alerts.Url, settings.Alerts.Secret));
    }

    [Theory]
    [InlineData("Destinations__main__DefaultCountry")]
    [InlineData("Sources__shop__Secrets")]
    [InlineData("AzureWebJobsStorage")]
    public void Key_Vault_reference_that_Azure_has_not_resolved_is_named(string name) => Assert.Contains(
        Configured.Problems((name, Reference)),
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
