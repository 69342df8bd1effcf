using System.Globalization;
using System.Text.Json;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class OfflinePushOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheRecord() => Assert.Equal(new OfflinePushOptions(), Configured.Load().OfflinePush);

    [Fact]
    public void ARunOfTheDefaultLength_EndsBeforeTheHostEndsIt()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));
        var limit = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture);
        var defaults = new OfflinePushOptions();

        Assert.True(defaults.MaxRunTime + defaults.Patience + TimeSpan.FromMinutes(1) <= limit);
    }

    [Fact]
    public void Values_AreRead()
    {
        var options = Configured.Load(
            ("OfflinePush__CheckpointRows", "500"),
            ("OfflinePush__Window", "3"),
            ("OfflinePush__MaxQueueDepth", "7"),
            ("OfflinePush__MaxRunTime", "00:01:00"),
            ("OfflinePush__MaxUploads", "5"),
            ("OfflinePush__Patience", "00:00:20"),
            ("OfflinePush__UploadPatience", "00:00:05")).OfflinePush;

        Assert.Equal((500, 3, 7, 5), (options.CheckpointRows, options.Window, options.MaxQueueDepth, options.MaxUploads));
        Assert.Equal([60, 20, 5], ((TimeSpan[])[options.MaxRunTime, options.Patience, options.UploadPatience]).Select(time => (int)time.TotalSeconds));
    }

    [Theory]
    [InlineData("OfflinePush__CheckpointRows", "99")]
    [InlineData("OfflinePush__Window", "65")]
    [InlineData("OfflinePush__MaxQueueDepth", "0")]
    [InlineData("OfflinePush__MaxRunTime", "4")]
    [InlineData("OfflinePush__MaxUploads", "none")]
    [InlineData("OfflinePush__Patience", "00:00:00")]
    [InlineData("OfflinePush__UploadPatience", "01:00:00")]
    public void ABadValue_IsNamed(string name, string value) => Configured.IsRefused(name, value);
}

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
        File.ReadLines(Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), "docs", "offline-conversions.md"))
            .Where(line => line.StartsWith("| `OfflinePush", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 3);

    private static string Root(DirectoryInfo folder) => folder.GetFiles("*.sln").Length > 0
        ? folder.FullName
        : Root(folder.Parent ?? throw new InvalidOperationException("The tests do not run inside a checkout."));
}
