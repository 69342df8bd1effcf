using System.Text.Json;
using System.Xml.Linq;

namespace SpotifyCapiFunctions.Tests.Infra.Deployment;

/// <summary>That the project asks for everything that the plan needs; what is made of it, <c>infra/check/package</c> looks at.</summary>
public sealed class PublishTests
{
    private static readonly XElement Project = XElement.Parse(Repository.Read("src/SpotifyCapiFunctions/SpotifyCapiFunctions.csproj"));

    [Fact]
    public void Project_is_a_functions_app_of_the_isolated_worker()
    {
        Assert.Equal("v4", Project.Descendants("AzureFunctionsVersion").Single().Value);
        Assert.Equal("Exe", Project.Descendants("OutputType").Single().Value);
        var packages = Project.Descendants("PackageReference").Select(one => (string?)one.Attribute("Include")).ToArray();
        Assert.Contains("Microsoft.Azure.Functions.Worker.Sdk", packages);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues", packages);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Extensions.Timer", packages);
    }

    [Fact]
    public void Host_JSON_is_at_the_root_of_the_output()
    {
        var item = Project.Descendants("None").Single(one => (string?)one.Attribute("Include") == "../../host.json");

        Assert.Equal("host.json", (string?)item.Attribute("Link"));
        Assert.Equal("PreserveNewest", (string?)item.Attribute("CopyToOutputDirectory"));
        Assert.Equal("2.0", JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json"))).RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public void Local_settings_are_never_published()
    {
        var item = Project.Descendants("None").Single(one => (string?)one.Attribute("Include") == "../../local.settings.json");

        Assert.Equal("Never", (string?)item.Attribute("CopyToPublishDirectory"));
    }

    [Fact]
    public void Runtime_of_the_template_is_the_projects_framework()
    {
        Assert.Contains("<TargetFramework>net10.0</TargetFramework>", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        Assert.Contains("version: '10.0'", Repository.Read("infra/modules/app.bicep"), StringComparison.Ordinal);
    }
}
