using System.Reflection;
using System.Text.RegularExpressions;
using SpotifyCapi.Codes;

namespace SpotifyCapi.Tests.Events;

/// <summary>docs/errors.md and the code say the same.</summary>
public sealed partial class ErrorDocumentationTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "errors.md"));

    [Theory]
    [InlineData("## Errors", typeof(ErrorCodes))]
    [InlineData("## Dropped fields", typeof(DropCodes))]
    [InlineData("## Ignored events", typeof(IgnoreReasons))]
    public void Every_code_has_a_row_and_every_row_a_code(string heading, Type codes)
    {
        var documented = Rows(heading).Select(cells => cells[0].Trim('`')).ToArray();

        Assert.Equal(Constants(codes).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("## Errors")]
    [InlineData("## Dropped fields")]
    [InlineData("## Ignored events")]
    public void Every_row_says_where_what_and_what_to_do(string heading) => Assert.All(Rows(heading), cells =>
    {
        Assert.Equal(4, cells.Length);
        Assert.All(cells, cell => Assert.NotEqual("", cell));
    });

    [Fact]
    public void Codes_are_lower_case_words_and_no_code_has_two_meanings_in_one_list()
    {
        foreach (var type in (Type[])[typeof(ErrorCodes), typeof(DropCodes), typeof(IgnoreReasons)])
        {
            var codes = Constants(type);

            Assert.All(codes, code => Assert.Matches(Code(), code));
            Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void The_lists_in_the_code_are_complete()
    {
        Assert.Equal(Constants(typeof(DropCodes)).Order(StringComparer.Ordinal), DropCodes.All.Order(StringComparer.Ordinal));
        Assert.Equal(Constants(typeof(IgnoreReasons)).Order(StringComparer.Ordinal), IgnoreReasons.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_dropped_field_is_explained_in_a_sentence()
    {
        Assert.All(DropCodes.All, code => Assert.EndsWith(".", new DroppedField("field", code).Message, StringComparison.Ordinal));
        Assert.Equal("no_such_code", DropCodes.Explain("no_such_code"));
    }

    private static string[] Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    private static string[][] Rows(string heading) =>
    [
        .. Lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray()),
    ];

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)*$")]
    private static partial Regex Code();
}
