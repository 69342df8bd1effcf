using System.Reflection;
using System.Text.RegularExpressions;
using SpotifyCapi.Events;

namespace SpotifyCapiFunctions.Tests.Architecture;

/// <summary>What docs/architecture.md says of the folders, held against the compiled assemblies.</summary>
public sealed partial class NamespaceTests
{
    private static readonly Assembly Domain = typeof(ConversionEvent).Assembly;
    private static readonly Assembly App = typeof(Composition).Assembly;

    public static TheoryData<string> Assemblies => [Domain.GetName().Name!, App.GetName().Name!];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_namespace_is_in_a_circle(string assembly) => Assert.Empty(Namespaces.Of(Assembly.Load(assembly)).Circle());

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Each_folder_imports_what_the_documentation_says(string assembly)
    {
        var found = Namespaces.Of(Assembly.Load(assembly)).Uses.Where(pair => pair.Key.Length > 0).Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value)}").Order(StringComparer.Ordinal);
        Assert.Equal(string.Join('\n', Documented(assembly)), string.Join('\n', found));
    }

    [Fact]
    public void The_domain_knows_neither_Azure_nor_ASP_NET() =>
        Assert.All(Domain.GetReferencedAssemblies(), reference => Assert.Matches("^(System|Microsoft.Extensions)[.]", reference.Name + "."));

    // Rows such as: | `Validation/` | what it is for | `Codes`, `Events` |
    private static IEnumerable<string> Documented(string assembly)
    {
        using var reader = new StreamReader(typeof(NamespaceTests).Assembly.GetManifestResourceStream("architecture.md")!);
        var section = reader.ReadToEnd().Split($"`src/{assembly}/`\n\n", 2)[^1].Split("\n\n", 2)[0];
        return Row().Matches(section).Select(row => $"{row.Groups[1].Value}: {string.Join(", ", Name().Matches(row.Groups[2].Value).Select(name => name.Groups[1].Value).Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(?m)^\| `(\w+)/` \|[^|]*\|([^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Name();
}
