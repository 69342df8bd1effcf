using System.Globalization;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Offline;

/// <summary>The settings of the push in docs/offline-conversions.md are those of the code, with their defaults.</summary>
public sealed class PushDocumentationTests
{
    private const string Section = "OfflinePush__";

    [Fact]
    public void Every_setting_has_a_row_with_its_default()
    {
        var defaults = new OfflinePushOptions();
        var inCode = typeof(OfflinePushOptions).GetProperties()
            .Select(property => $"{Section}{property.Name} {Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture)}")
            .Append("OfflinePushSchedule ");

        Assert.Equal(inCode.Order(StringComparer.Ordinal), Rows().Select(cells => $"{cells[0].Trim('`')} {cells[1].Trim('`')}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "offline-conversions.md"))
            .Where(line => line.StartsWith("| `OfflinePush", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 3);
}
