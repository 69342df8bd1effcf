using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Infra.Agreement;

/// <summary>The settings that a deployment gives the app are those that it reads.</summary>
public sealed partial class SettingsAgreementTests
{
    // Settings that moved into functionAppConfig or are refused on this plan.
    private static readonly string[] NotOnFlexConsumption =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
        "WEBSITE_CONTENTSHARE", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "linuxFxVersion", "alwaysOn", "appSettings: [",
    ];

    public static TheoryData<string> ParameterFiles => [.. Templates.ParameterFiles];

    [Theory]
    [MemberData(nameof(ParameterFiles))]
    public void Deployed_settings_let_the_app_start(string parameterFile)
    {
        var settings = ExampleSettings.Load(ExampleSettings.Of(parameterFile));

        Assert.Empty(settings.Unused);
        Assert.NotEmpty(settings.Destinations);
        Assert.NotEmpty(settings.Sources);
    }

    [Theory]
    [MemberData(nameof(ParameterFiles))]
    public void Connection_that_is_not_set_is_no_deployment(string parameterFile)
    {
        Assert.Contains("SPOTIFY_CONNECTION_ID", Templates.NeededVariables(parameterFile));
        Assert.DoesNotContain("00000000-0000-0000-0000-000000000000", Repository.Read(parameterFile), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ParameterFiles))]
    public void Variables_without_a_default_are_set_where_parameters_are_compiled(string parameterFile) =>
        Assert.Empty(Templates.NeededVariables(parameterFile).Except(Templates.BuildVariables.Keys));

    [Fact]
    public void Addresses_of_alerts_are_asked_for_and_may_be_none()
    {
        Assert.Contains("ALERT_EMAILS", Templates.NeededVariables("infra/main.bicepparam"));
        Assert.Contains("address => !empty(address)", Repository.Read("infra/main.bicepparam"), StringComparison.Ordinal);
    }

    [Fact]
    public void Operator_is_of_the_kind_that_signed_in() => Assert.Contains(
        "param operatorPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')", Repository.Read("infra/main.bicepparam"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(ParameterFiles))]
    public void Secrets_that_are_named_are_documented_and_created_by_hand(string parameterFile)
    {
        var page = Repository.Read("docs/deploy.md");

        Assert.All(ExampleSettings.Load(ExampleSettings.Of(parameterFile)).SecretNames, name => Assert.Contains($"--name {name} ", page, StringComparison.Ordinal));
        Assert.All(Templates.Bicep, file => Assert.DoesNotContain("vaults/secrets", Repository.Read(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Platform_settings_are_explained()
    {
        var rows = Row().Matches(Repository.Read("docs/deploy.md")).Select(match => match.Groups[1].Value);

        Assert.Equal(Templates.PlatformSettings.Order(), rows.Order());
    }

    [Fact]
    public void Settings_in_triggers_are_deployed() => Assert.All(
        AppCode.Triggers.SelectMany(trigger => InTrigger().Matches(trigger.Argument).Select(match => match.Groups[1].Value)),
        name => Assert.Contains(name, Templates.PlatformSettings));

    [Fact]
    public void Settings_that_the_plan_refuses_are_not_there() => Assert.All(
        Templates.Bicep.Concat(Templates.ParameterFiles),
        file => Assert.All(NotOnFlexConsumption, name => Assert.DoesNotContain(name, Repository.Read(file), StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Keys_and_connection_strings_are_in_no_setting()
    {
        Assert.DoesNotContain("AzureWebJobsStorage", Templates.PlatformSettings);
        Assert.All(Templates.Bicep, file => Assert.DoesNotContain("listKeys", Repository.Read(file), StringComparison.Ordinal));
        Assert.All(Templates.Bicep, file => Assert.DoesNotContain("AccountKey", Repository.Read(file), StringComparison.Ordinal));
    }

    [GeneratedRegex("^\\| `(\\w+)` \\| template \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("%(\\w+)%")]
    private static partial Regex InTrigger();
}
