using System.Text.RegularExpressions;
using SpotifyCapi.Codes;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Tests.OfflineFile;

/// <summary>docs/offline-conversions.md and the code say the same.</summary>
public sealed partial class OfflineDocumentationTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "offline-conversions.md"));

    [Fact]
    public void Every_column_has_a_row_with_all_its_names()
    {
        var inCode = ColumnNames.All.GroupBy(name => name.Column).Select(names => string.Join(", ", names.Select(name => name.Name)));
        var onPage = Rows("## Columns").Select(cells => string.Join(", ", Words(cells[0]).Concat(Words(cells[1]))));

        Assert.Equal(inCode, onPage);
        Assert.All(Rows("## Columns"), cells => Assert.NotEqual("", cells[2]));
    }

    [Fact]
    public void Every_setting_of_a_source_has_a_row_and_every_row_is_read()
    {
        var onPage = Rows("## Settings").SelectMany(cells => Words(cells[0])).ToArray();
        var inCode = typeof(OfflineFileOptions).GetProperties().Select(property => property.Name).Append("Columns__<column>");

        Assert.Equal(inCode.Concat(["Kind", "Destination"]).Order(StringComparer.Ordinal), onPage.Order(StringComparer.Ordinal));

        var values = onPage.Except(["Kind", "Destination", "Columns__<column>"]).ToDictionary(name => name, _ => string.Empty, StringComparer.OrdinalIgnoreCase);
        var settings = new SettingReader("Sources__store", values, new List<SettingProblem>());
        OfflineFileOptions.Read(settings);
        Assert.Empty(settings.Unused());
    }

    [Theory]
    [InlineData("row_")]
    [InlineData("column")]
    [InlineData("header_")]
    [InlineData("wrong_file")]
    [InlineData("wrong_encoding")]
    public void Every_code_that_only_files_have_is_explained(string start)
    {
        var inCode = typeof(ErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(code => code.StartsWith(start, StringComparison.Ordinal));

        Assert.Equal(inCode.Order(StringComparer.Ordinal), Codes().Where(code => code.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_on_the_page_exists()
    {
        string[] known = [.. typeof(ErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!), .. IgnoreReasons.All, DuplicateReasons.Conflict];

        Assert.All(Codes(), code => Assert.Contains(code, known));
        Assert.NotEmpty(Codes());
    }

    private static IEnumerable<string> Codes() => Rows("## What a problem means").SelectMany(cells => Words(cells[0]));

    private static IEnumerable<string> Words(string cell) => Word().Matches(cell).Select(match => match.Groups[1].Value);

    private static IReadOnlyList<string[]> Rows(string heading) =>
    [
        .. Lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray()),
    ];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
