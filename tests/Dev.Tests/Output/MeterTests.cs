using Dev.Output;
using Dev.Tests.Push;

namespace Dev.Tests.Output;

public sealed class MeterTests
{
    [Fact]
    public async Task IntoAPipe_AtMostALineInTenSecondsIsWritten()
    {
        var time = new HurriedTime();
        var lines = new List<string>();
        var meter = new Meter.Plain(lines.Add, time);

        for (var second = 0; second < 30; second++)
        {
            meter.Show($"second {second}", second / 30.0);
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        }

        Assert.Equal(["second 0", "second 10", "second 20"], lines);
    }

    [Fact]
    public void IntoAPipe_ANoteIsWrittenAtOnce()
    {
        var lines = new List<string>();
        var meter = new Meter.Plain(lines.Add, new HurriedTime());

        meter.Show("Uploading", 0);
        meter.Note("Sending it again.");

        Assert.Equal(["Uploading", "Sending it again."], lines);
    }
}
