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
