using System.Text.RegularExpressions;

namespace Infra.Tests.Checking;

/// <summary>Each file in Fixtures/Planted has mistakes, and says on their lines which rule must find them: <c>// finds: rule</c>.</summary>
public sealed partial class PlantedMistakeTests
{
    private const string Folder = "tests/Infra.Tests/Fixtures/Planted";

    private static readonly string[] Planted = [.. Repository.Files(Folder, "*.bicep"), .. Repository.Files(Folder, "*.bicepparam")];

    private static readonly Lazy<(int ExitCode, string Output, IReadOnlyList<Finding> Findings)> Found = new(() => TemplateCheck.Run(Planted));

    public static TheoryData<string> Files => [.. Planted];

    [Theory]
    [MemberData(nameof(Files))]
    public void PlantedMistake_IsFoundAtItsLineAndNothingElseIs(string file)
    {
        var expected = Repository.Read(file).Split('\n')
            .SelectMany((line, index) => Marker().Matches(line).Select(match => new Finding(file, index + 1, match.Groups[1].Value)))
            .ToArray();

        var found = Found.Value.Findings.Where(finding => finding.Path == file).ToArray();

        Assert.NotEmpty(expected);
        Assert.True(
            expected.Order(Comparison).SequenceEqual(found.Order(Comparison)),
            $"expected {string.Join(", ", expected.Select(one => one.ToString()))}\n{Found.Value.Output}");
    }

    [Fact]
    public void AnyFinding_FailsTheCheck() => Assert.Equal(1, Found.Value.ExitCode);

    [Fact]
    public void EveryRuleOfTheChecker_HasAPlantedMistake()
    {
        var rules = Repository.Files("infra/check", "*.mjs").SelectMany(path => Rule().Matches(Repository.Read(path)).Select(match => match.Groups[1].Value));
        var planted = Planted.SelectMany(path => Marker().Matches(Repository.Read(path)).Select(match => match.Groups[1].Value));

        Assert.Equal(rules.Distinct().Order(), planted.Distinct().Order());
    }

    private static Comparer<Finding> Comparison { get; } = Comparer<Finding>.Create(
        (left, right) => (left.Line, left.Rule).CompareTo((right.Line, right.Rule)));

    [GeneratedRegex("// finds: ([a-z-]+)")]
    private static partial Regex Marker();

    [GeneratedRegex("report\\([^']*'([a-z]+(?:-[a-z]+)*)',")]
    private static partial Regex Rule();
}
