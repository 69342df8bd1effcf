using System.Text.RegularExpressions;

namespace Dev.Testing;

/// <summary>The test projects of the solution.</summary>
internal static partial class TestProjects
{
    // They wait for whole processes most of the time; what computes runs beside them.
    private static readonly string[] Longest = ["EndToEnd.Tests", "Browser.Tests", "LocalHost.Tests"];

    /// <summary>In the order of the solution, but those that take longest first, so that none is left to run alone at the end.</summary>
    public static IReadOnlyList<string> In(string solutionText) =>
    [
        .. Project().Matches(solutionText).Select(match => match.Groups[1].Value)
            .OrderBy(project => Array.IndexOf(Longest, project) is >= 0 and var place ? place : Longest.Length),
    ];

    [GeneratedRegex("^Project\\(\"[^\"]+\"\\) = \"([^\"]+\\.Tests)\",", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Project();
}
