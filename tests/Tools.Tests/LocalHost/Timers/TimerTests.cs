namespace Tools.Tests.LocalHost.Timers;

[Collection(SharedHost.Name)]
public sealed class TimerTests(SharedHost.Fixture shared)
{
    [Fact]
    public async Task Run_on_startup_runs_once_without_a_last_time()
    {
        await shared.Host.Process.LogsAsync("at start, last 1, past due False");

        Assert.Single(shared.Host.Process.Log, entry => entry.Message.StartsWith("at start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_that_outlasts_its_next_occurrence_is_followed_by_another_and_never_overlapped()
    {
        await Eventually.TrueAsync(() => shared.Host.Process.Log.Count(entry => entry.Message == "tock") >= 2, "two runs");

        var runs = shared.Host.Process.Log.Select(entry => entry.Message).Where(message => message is "tick" or "tock").Take(4);
        Assert.Equal(["tick", "tock", "tick", "tock"], runs);
    }
}
