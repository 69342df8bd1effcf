using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class IngestOptionsTests
{
    [Fact]
    public void Options_are_read_from_their_section()
    {
        var problems = new List<SettingProblem>();
        var values = new Dictionary<string, string>
        {
            ["MaxEvents"] = "5",
            ["MaxBytes"] = "2048",
            ["EnqueueTimeout"] = "00:00:01",
            ["Destination"] = "main",
            ["GroupWindow"] = "00:00:00.030",
            ["GroupBytes"] = "4096",
        };

        var options = IngestOptions.Read(new SettingReader("Ingest", values, problems));

        Assert.Empty(problems);
        Assert.Equal((5, 2048, TimeSpan.FromSeconds(1), "main"), (options.MaxEvents, options.MaxBytes, options.EnqueueTimeout, options.Destination));
        Assert.Equal((TimeSpan.FromMilliseconds(30), 4096), (options.GroupWindow, options.GroupBytes));
    }

    [Fact]
    public void Group_that_is_not_configured_fills_a_message_and_holds_a_request_up_by_milliseconds_only()
    {
        var options = new IngestOptions();

        Assert.Equal(SpotifyCapi.Queueing.QueueEnvelope.MaxBytes, options.GroupBytes);
        Assert.InRange(options.GroupWindow, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Wait_for_the_queue_is_shorter_than_a_shops_patience() => Assert.True(new IngestOptions().EnqueueTimeout < TimeSpan.FromSeconds(5));
}
