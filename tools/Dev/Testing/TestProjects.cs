using System.Text.RegularExpressions;

namespace Dev.Testing;

/// <summary>The test projects of the solution, in its order.</summary>
internal static partial class TestProjects
{
    public static IReadOnlyList<string> In(string solutionText) =>
        [.. Project().Matches(solutionText).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("^Project\\(\"[^\"]+\"\\) = \"([^\"]+\\.Tests)\",", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Project();
}
