using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// What every code and reason means and what to do about it, for the page: read from the tables of docs/errors.md and docs/operations.md, so
/// that page and documentation never say different things.
/// </summary>
internal static partial class Glossary
{
    /// <returns>JSON: heading of the table, then code, then <c>means</c> and <c>do</c> in Markdown. Safe inside an HTML script element.</returns>
    public static string Write(IEnumerable<string> documents)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            foreach (Match section in documents.SelectMany(document => Section().Matches(document)))
            {
                var rows = Row().Matches(section.Groups[2].Value);
                if (rows.Count > 0)
                    Write(writer, section.Groups[1].Value, rows);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string heading, MatchCollection rows)
    {
        writer.WriteStartObject(heading);
        foreach (Match row in rows)
        {
            foreach (Match code in Code().Matches(row.Groups[1].Value))
            {
                writer.WriteStartObject(code.Groups[1].Value);
                writer.WriteString("means", row.Groups[2].Value.Trim());
                writer.WriteString("do", row.Groups[3].Value.Trim());
                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }

    [GeneratedRegex(@"^## (.+)\n((?:(?!## ).*\n?)*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    // First cell: one or several codes. Second cell: where. Then what it means and what to do.
    [GeneratedRegex(@"^\|((?: *`[a-z0-9_]+`,?)+) *\|[^|]*\|([^|]+)\|([^|]+)\|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z0-9_]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
