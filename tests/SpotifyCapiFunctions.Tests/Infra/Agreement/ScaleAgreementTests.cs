using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Infra.Agreement;

/// <summary>Names in scale settings are those of functions; the platform ignores any other without a word.</summary>
public sealed partial class ScaleAgreementTests
{
    [Fact]
    public void Always_ready_names_are_groups_or_functions()
    {
        var names = Name().Matches(Templates.Block("infra/modules/app.bicep", "var alwaysReady = ", "\n)")).Select(match => match.Groups[1].Value).ToArray();

        Assert.Contains("http", names);
        Assert.Contains("function:DeliverConversions", names);
        Assert.All(names, name => Assert.True(name == "http" || AppCode.Functions.ContainsKey(name.Replace("function:", "", StringComparison.Ordinal)), name));
    }

    [Fact]
    public void Service_has_the_same_name_in_Azure_yaml_and_in_the_template()
    {
        Assert.Matches("(?m)^services:\n  functions:\n    project: ./src/SpotifyCapiFunctions$", Repository.Read("azure.yaml"));
        Assert.Contains("'azd-service-name': 'functions'", Repository.Read("infra/modules/app.bicep"), StringComparison.Ordinal);
        Assert.Contains("module: main", Repository.Read("azure.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_are_names_ids_and_addresses()
    {
        var outputs = Output().Matches(Repository.Read("infra/main.bicep")).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(outputs);
        Assert.All(outputs, name => Assert.Matches("(_NAME|_ID|_URI|_GROUP|_LOCATION)$", name));
    }

    [GeneratedRegex("name: '([^']+)'")]
    private static partial Regex Name();

    [GeneratedRegex("^output (\\w+) ", RegexOptions.Multiline)]
    private static partial Regex Output();
}
