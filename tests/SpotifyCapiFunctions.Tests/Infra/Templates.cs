using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Infra;

/// <summary>What the templates say, as text: the checker has shown already that they are well-formed.</summary>
internal static partial class Templates
{
    public static IReadOnlyList<string> Bicep { get; } = [.. Repository.Files("infra", "*.bicep", below: true)];

    public static IReadOnlyList<string> ParameterFiles { get; } = Repository.Files("infra", "*.bicepparam");

    /// <summary>The strings of a <c>var name = [...]</c>.</summary>
    public static IReadOnlyList<string> List(string file, string name) =>
        [.. Text().Matches(Block(file, $"var {name} = [", "]")).Select(match => match.Groups[1].Value)];

    /// <summary>From a beginning to the first line that ends it.</summary>
    public static string Block(string file, string begin, string end)
    {
        var text = Repository.Read(file);
        var start = text.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{file} has no {begin}");
        var stop = text.IndexOf(end, start + begin.Length, StringComparison.Ordinal);
        return text[(start + begin.Length)..stop];
    }

    /// <summary>Settings that the template itself sets.</summary>
    public static IReadOnlyList<string> PlatformSettings { get; } =
        [.. Name().Matches(Block("infra/modules/app.bicep", "var platformSettings = {\n", "\n}")).Select(match => match.Groups[1].Value)];

    /// <summary>Settings of a parameter file; what it takes from the environment is that of the build workflow.</summary>
    public static IReadOnlyDictionary<string, string> AppSettings(string parameterFile) =>
        Setting().Matches(Block(parameterFile, "param appSettings = {\n", "\n}"))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2] is { Success: true } variable ? BuildVariables[variable.Value] : match.Groups[3].Value);

    /// <summary>What the build workflow sets for the parameter files.</summary>
    public static IReadOnlyDictionary<string, string> BuildVariables { get; } =
        Variable().Matches(Block(".github/workflows/build.yml", "\n  templates:\n", "\n    steps:\n")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    /// <summary>Variables without which a parameter file cannot be compiled.</summary>
    public static IReadOnlyList<string> NeededVariables(string parameterFile) =>
        [.. Needed().Matches(Repository.Read(parameterFile)).Select(match => match.Groups[1].Value)];

    /// <summary>A whole number that a parameter file sets, else the template's default.</summary>
    public static int Number(string parameterFile, string name) =>
        int.Parse(
            (Regex.Match(Repository.Read(parameterFile), $@"^param {name} = (\d+)$", RegexOptions.Multiline) is { Success: true } own
                ? own
                : Regex.Match(Repository.Read("infra/main.bicep"), $@"^param {name} int = (\d+)$", RegexOptions.Multiline)).Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Text();

    [GeneratedRegex("^  (\\w+):", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex("^  (\\w+): (?:readEnvironmentVariable\\('(\\w+)'\\)|'([^']*)')", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("^      ([A-Z_]+): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex("readEnvironmentVariable\\('(\\w+)'\\)")]
    private static partial Regex Needed();
}
