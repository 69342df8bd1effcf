using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F1 and F2: the app is killed, as a crash or a lost machine would, at moments that nobody chose.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int PerRequest = 10;

    private static readonly int Kills = FaultSize.Of(3, 20);
    private static readonly int Events = FaultSize.Of(300, 10_000);

    // What is answered is acknowledged at once; a busy machine takes a moment for it.
    private static readonly TimeSpan Acknowledged = TimeSpan.FromSeconds(1);

    private readonly List<DateTimeOffset> kills = [];

    [Fact]
    public async Task KilledInFlight_LosesNothingAndRepeatsNoMoreThanWasUnderWay()
    {
        var atOnce = 0;
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OnDisk = true,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
                atOnce = FaultSettings.FewAtOnce(settings);
            },
        });
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 100, Forever = true });

        await KillAndCheckAsync(scenario, "F1 kill -9 in flight", other: null, atOnce, onlyWhatWasUnderWay: true);
    }

    /// <summary>Nearly everything is put off or given up, so that most kills fall between the next place's write and the acknowledgement.</summary>
    [Fact]
    public async Task KilledWhileEventsArePutOffAndGivenUp_LosesNothing()
    {
        var atOnce = 0;
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            OnDisk = true,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                FaultSettings.WithoutBreaker(settings);
                settings["Delivery__QuickTries"] = "1";
                settings["Delivery__RetryDelays"] = "00:00:01";
                atOnce = FaultSettings.FewAtOnce(settings);
            },
        });
        scenario.Spotify.Faults.Play(
            new FaultStep { Status = 503, Probability = 0.2, Seed = 2, Forever = true },
            new FaultStep { RejectEventIdPrefix = "bad" });

        var balance = await KillAndCheckAsync(scenario, "F2 kill -9 in a storm of deferrals and dead letters", "bad", atOnce);

        Assert.Equal(Events / 2, balance.Dead);
    }

    private async Task<Balance> KillAndCheckAsync(Scenario scenario, string name, string? other, int atOnce, bool onlyWhatWasUnderWay = false)
    {
        var load = new FaultLoad(scenario, "good");
        var check = new FaultCheck(scenario, output, name) { CountsUnheard = false };
        var random = new Random(20260123);
        var sending = load.SendAsync(Events, PerRequest, other);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Events that arrived are the clock, so that a slow machine is killed in the same work; half of them may never arrive.
            var until = scenario.Accounting.Delivered().Count + 1 + random.Next(Events / (4 * Kills));
            await Eventually.TrueAsync(() => scenario.Accounting.Delivered().Count >= until, $"event {until} arrives");
            await Task.Delay(random.Next(60));
            kills.Add(TimeProvider.System.GetUtcNow());
            scenario.App.Kill();
            await scenario.App.RestartAsync();
        }

        check.FaultEnds();
        await sending;

        // Each sender has one request under way, so a message that several share holds at most one of each.
        var balance = await check.DrainedAsync(load, mostDuplicates: (long)Kills * atOnce * PerRequest * FaultLoad.Senders);
        if (onlyWhatWasUnderWay)
            Assert.InRange(RepeatedWithoutCause(scenario, load).Count(), 0, check.RepeatedByUnsureSteps(load));
        return balance;
    }

    // Sent twice, but neither under way at a kill nor sent twice by the client.
    private IEnumerable<string> RepeatedWithoutCause(Scenario scenario, FaultLoad load) =>
        from request in scenario.Spotify.Received.Requests
        where request.Accepted
        from received in request.Events
        group request by received.Id into sends
        where sends.Count() > 1 && !load.Unsure.ContainsKey(sends.Key)
        where !sends.SkipLast(1).All(send => send.Answered != true || kills.Any(kill => send.ReceivedAt <= kill && send.ReceivedAt + send.Duration + Acknowledged >= kill))
        select sends.Key;
}
