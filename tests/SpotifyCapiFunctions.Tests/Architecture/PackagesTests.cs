using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SpotifyCapiFunctions.Tests.Architecture;

/// <summary>A package is pinned because a project uses it, and docs/dependencies.md says why.</summary>
public sealed partial class PackagesTests
{
    private static readonly string[] Pinned = [.. Includes("Directory.Packages.props", "PackageVersion")];

    private static readonly HashSet<string> Used =
    [
        .. ((string[])["src", "tests", "tools"]).SelectMany(folder => Repository.Files(folder, "*.csproj", below: true)).Concat(["tests/Directory.Build.props", "Directory.Build.props"])
            .SelectMany(file => Includes(file, "PackageReference")),
    ];

    [Fact]
    public void Every_pinned_package_is_used() => Assert.Empty(Pinned.Except(Used));

    [Fact]
    public void Every_pinned_package_has_its_reason()
    {
        var told = Quoted().Matches(Repository.Read("docs/dependencies.md")).Select(match => match.Groups[1].Value).ToArray();
        Assert.DoesNotContain(Pinned, package => !told.Any(name => name == package || (name[0] == '.' && package.EndsWith(name, StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Includes(string file, string element) =>
        XDocument.Parse(Repository.Read(file)).Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();
}
