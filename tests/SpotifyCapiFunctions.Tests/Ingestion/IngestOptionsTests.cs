using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Tests.Ingestion;

public sealed class IngestOptionsTests
{
    [Fact]
    public void Options_AreReadFromTheirSection()
    {
        var problems = new List<SettingProblem>();
        var values = new Dictionary<string, string>
        {
            ["MaxEvents"] = "5", ["MaxBytes"] = "2048", ["EnqueueTimeout"] = "00:00:01", ["Destination"] = "main",
        };

        var options = IngestOptions.Read(new SettingReader("Ingest", values, problems));

        Assert.Empty(problems);
        Assert.Equal((5, 2048, TimeSpan.FromSeconds(1), "main"), (options.MaxEvents, options.MaxBytes, options.EnqueueTimeout, options.Destination));
    }

    [Fact]
    public void WaitForTheQueue_IsShorterThanAShopsPatience() => Assert.True(new IngestOptions().EnqueueTimeout < TimeSpan.FromSeconds(5));
}
