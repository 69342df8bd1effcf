using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class IngestOptionsTests
{
    [Fact]
    public void Options_AreReadFromTheirSection()
    {
        var problems = new List<SettingProblem>();
        var values = new Dictionary<string, string>
        {
            ["MaxEvents"] = "5",
            ["MaxBytes"] = "2048",
            ["EnqueueTimeout"] = "00:00:01",
            ["Destination"] = "main",
            ["GroupWindow"] = "00:00:00.020",
            ["GroupBytes"] = "4096",
        };

        var options = IngestOptions.Read(new SettingReader("Ingest", values, problems));

        Assert.Empty(problems);
        Assert.Equal((5, 2048, TimeSpan.FromSeconds(1), "main"), (options.MaxEvents, options.MaxBytes, options.EnqueueTimeout, options.Destination));
        Assert.Equal((TimeSpan.FromMilliseconds(20), 4096), (options.GroupWindow, options.GroupBytes));
    }

    [Fact]
    public void GroupThatIsNotConfigured_FillsAMessageAndHoldsARequestUpByMillisecondsOnly()
    {
        var options = new IngestOptions();

        Assert.Equal(SpotifyCapi.Queueing.QueueEnvelope.MaxBytes, options.GroupBytes);
        Assert.InRange(options.GroupWindow, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void WaitForTheQueue_IsShorterThanAShopsPatience() => Assert.True(new IngestOptions().EnqueueTimeout < TimeSpan.FromSeconds(5));
}
