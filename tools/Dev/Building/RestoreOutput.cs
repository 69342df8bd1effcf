using System.Text.RegularExpressions;

namespace Dev.Building;

/// <summary>What a failed <c>dotnet restore</c> means for the build mode.</summary>
internal static partial class RestoreOutput
{
    /// <summary>No such package, no such version, only pre-releases: the source answers but does not have it.</summary>
    private static readonly HashSet<string> NotFound = ["NU1101", "NU1102", "NU1103"];

    /// <summary>True when the only errors are packages that the source does not have. Anything else could be cured and is not decided here.</summary>
    public static bool OnlyPackagesMissing(IEnumerable<string> lines)
    {
        var codes = Codes(lines);
        return codes.Count > 0 && codes.IsSubsetOf(NotFound);
    }

    /// <summary>One line that says what to do about it.</summary>
    public static string Advice(IEnumerable<string> lines) => Codes(lines) switch
    {
        var codes when codes.Contains("NU1301") =>
            "The package source could not be reached (NU1301). Check the network, the proxy and `dotnet nuget list source`, then run this again.",
        var codes when codes.Count > 0 =>
            $"dotnet restore failed ({string.Join(", ", codes.Order(StringComparer.Ordinal))}); see above. Correct that and run this again.",
        _ => "dotnet restore failed; see above. Correct that and run this again.",
    };

    private static HashSet<string> Codes(IEnumerable<string> lines) =>
        [.. lines.Select(line => ErrorCode().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\berror ([A-Z]+\d+)\b", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorCode();
}
