using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Architecture;

/// <summary>docs/real-behaviour.md: each row names a test that is there, and code that is there.</summary>
public sealed partial class RealBehaviourTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "real-behaviour.md"))
            .Where(line => line.StartsWith('|') && !line.StartsWith("| One would guess", StringComparison.Ordinal) && !line.StartsWith("|---", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static readonly Dictionary<string, string> Tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
        .Select(File.ReadAllText).SelectMany(text => Classes().Matches(text).Select(match => (Name: match.Groups[1].Value, text)))
        .GroupBy(file => file.Name).ToDictionary(files => files.Key, files => string.Concat(files.Select(file => file.text)));

    [Fact]
    public void Every_row_has_its_five_cells()
    {
        Assert.True(Rows.Length > 20, "The tables of docs/real-behaviour.md could not be read.");
        Assert.All(Rows, row => Assert.True(row.Length == 5 && row.All(cell => cell.Length > 0), string.Join(" | ", row)));
    }

    [Fact]
    public void Every_test_that_is_named_is_there() => Assert.All(Rows, row =>
    {
        var named = row[4].Trim('`').Split('.');
        Assert.True(named.Length == 2 && Tests.TryGetValue(named[0], out var text) && text.Contains($" {named[1]}(", StringComparison.Ordinal), row[4]);
    });

    [Fact]
    public void Every_file_that_is_named_is_there()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(file.Replace('\\', '/'), null)).ToArray();

        Assert.All(
            Rows.SelectMany(row => CodePath().Matches(row[3]).Select(match => match.Groups[1].Value)),
            named => Assert.Contains(files, file => file.EndsWith('/' + named, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"class (\w+Tests)\b")]
    private static partial Regex Classes();

    [GeneratedRegex("`([A-Z][A-Za-z]+/[A-Z][A-Za-z]+)`")]
    private static partial Regex CodePath();
}
