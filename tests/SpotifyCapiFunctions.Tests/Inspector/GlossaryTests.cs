using System.Text.Json;
using System.Text.RegularExpressions;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

/// <summary>The page explains codes and reasons with the words of the documentation.</summary>
public sealed partial class GlossaryTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Dictionary<string, Entry>> tables = new[] { "errors.md", "operations.md" }
        .SelectMany(name => Section().Matches(Resource(typeof(GlossaryTests), name)))
        .Select(section => (Heading: section.Groups[1].Value, Rows: Row().Matches(section.Groups[2].Value)))
        .Where(section => section.Rows.Count > 0)
        .ToDictionary(section => section.Heading, section => section.Rows
            .SelectMany(row => Code().Matches(row.Groups[1].Value), (row, code) => (code.Groups[1].Value, Entry: new Entry(row.Groups[2].Value.Trim(), row.Groups[3].Value.Trim())))
            .ToDictionary(pair => pair.Value, pair => pair.Entry));

    [Fact]
    public void Codes_are_the_tables_of_the_documentation()
    {
        var expected = $"export const codes = {{\n{string.Concat(tables.Select(table => $"  {JsonSerializer.Serialize(table.Key)}: {{\n{Rows(table.Value)}  }},\n"))}}};\n";
        Assert.True(Resource(typeof(InspectorPage), "inspector/scripts/codes.js").EndsWith(expected, StringComparison.Ordinal), "codes.js should hold:\n" + expected);
    }

    [Fact]
    public void Every_code_and_reason_of_the_app_is_explained()
    {
        Explains("Errors", typeof(ErrorCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!));
        Explains("Dropped fields", DropCodes.All);
        Explains("Duplicates", [DuplicateReasons.Conflict]);
        Explains("Ignored events", IgnoreReasons.All);
        Explains("What a reason means and what to do", DeliveryReasons.All);
    }

    private static string Rows(Dictionary<string, Entry> entries) => string.Concat(entries.Select(entry =>
        $"    \"{entry.Key}\": {{\"means\": {JsonSerializer.Serialize(entry.Value.Means, Plain)}, \"do\": {JsonSerializer.Serialize(entry.Value.Do, Plain)}}},\n"));

    private void Explains(string heading, IEnumerable<string> codes) => Assert.All(codes, code =>
    {
        Assert.NotEmpty(tables[heading][code].Means);
        Assert.NotEmpty(tables[heading][code].Do);
    });

    private static string Resource(Type type, string name)
    {
        using var reader = new StreamReader(type.Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^## (.+)\n((?:(?!## ).*\n?)*)", RegexOptions.Multiline)]
    private static partial Regex Section();

    // First cell: one or several codes. Second cell: where. Then what it means and what to do.
    [GeneratedRegex(@"^\|((?: *`[a-z0-9_]+`,?)+) *\|[^|]*\|([^|]+)\|([^|]+)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z0-9_]+)`")]
    private static partial Regex Code();

    private sealed record Entry(string Means, string Do);
}
