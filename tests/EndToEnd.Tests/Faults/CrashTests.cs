using System.Net;
using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F1 and F2: the worker is killed, as a crash would, at moments that nobody chose; the host starts the next one.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int PerRequest = 10;

    private static readonly int Kills = FaultSize.Of(2, 20);

    // What is answered is acknowledged at once; a busy machine takes a moment for it.
    private static readonly TimeSpan Acknowledged = TimeSpan.FromSeconds(1);

    private readonly List<DateTimeOffset> kills = [];
    private Scenario scenario = null!;

    public async Task InitializeAsync() => scenario = await WorkerScenario.StartAsync();

    public async Task DisposeAsync() => await scenario.DisposeAsync();

    [Fact]
    public async Task Worker_killed_in_flight_and_while_it_answers_loses_nothing_and_repeats_no_more_than_was_under_way()
    {
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 100, Forever = true });
        var load = new FaultLoad(scenario, "inflight");
        var unsure = new UnsureSteps(scenario, failures: false);

        await KillAndCheckAsync(load, "F1 kill -9 of the worker, deliveries in flight and requests being answered", other: null, eventsPerKill: FaultSize.Of(60, 500));

        Assert.InRange(RepeatedWithoutCause(load).Count(), 0, unsure.Count() * load.MostPerMessage);
    }

    /// <summary>Nearly everything is put off or given up, so that most kills fall between the next place's write and the acknowledgement.</summary>
    [Fact]
    public async Task Worker_killed_while_events_are_put_off_and_given_up_loses_nothing()
    {
        scenario.Spotify.Faults.Play(
            new FaultStep { Status = 503, Probability = 0.2, Seed = 2, Forever = true },
            new FaultStep { RejectEventIdPrefix = "bad" });
        var load = new FaultLoad(scenario, "storm");

        var balance = await KillAndCheckAsync(load, "F2 kill -9 of the worker in a storm of deferrals and dead letters", "bad", eventsPerKill: FaultSize.Of(40, 250));

        Assert.Equal(load.Ids.Count / 2, balance.Dead);
    }

    private async Task<Balance> KillAndCheckAsync(FaultLoad load, string name, string? other, int eventsPerKill)
    {
        var check = new FaultCheck(scenario, output, name) { CountsUnheard = false };
        var random = new Random(20260123);
        scenario.WorkerMayDie = true;
        var host = scenario.App.Id;
        await using var sending = load.KeepSending(PerRequest, other);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Events that arrived are the clock, so that a slow machine is killed in the same work; half of them may never arrive.
            var until = scenario.Accounting.Delivered().Count + 1 + random.Next(eventsPerKill);
            await Eventually.TrueAsync(() => scenario.Accounting.Delivered().Count >= until, $"event {until} arrives", FaultSize.Limit);
            using var half = new HalfBody();
            var promise = IsPromisedAsync(half);
            await half.Begun;
            await Task.Delay(random.Next(60));
            var worker = scenario.App.WorkerId;
            kills.Add(TimeProvider.System.GetUtcNow());
            check.FaultEnds();
            scenario.App.KillWorker();
            half.BreakOff();
            await scenario.App.WorkerFollowsAsync(worker);

            // Whichever worker had it: its client is told so, or hears nothing.
            Assert.False(await promise);
        }

        await sending.StopAsync();

        // Each sender has one request under way, so a message that several share holds at most one of each.
        var balance = await check.DrainedAsync(load, mostDuplicates: (long)Kills * WorkerScenario.AtOnce * PerRequest * FaultLoad.Senders);
        Assert.True(FaultSize.IsLong || host == scenario.App.Id, "The host ended too, and what it was about to receive is hidden for ten minutes.");
        return balance;
    }

    private async Task<bool> IsPromisedAsync(HalfBody body)
    {
        try
        {
            using var answer = await scenario.App.Http.PostAsync("/api/events", body);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    // Sent twice, but neither under way at a kill nor sent twice by the client.
    private IEnumerable<string> RepeatedWithoutCause(FaultLoad load)
    {
        var ids = load.Ids.ToHashSet();
        return
            from request in scenario.Spotify.Received.Requests
            where request.Accepted
            from received in request.Events
            where ids.Contains(received.Id!)
            group request by received.Id into sends
            where sends.Count() > 1 && !load.Unsure.ContainsKey(sends.Key)
            where !sends.SkipLast(1).All(send => send.Answered != true || kills.Any(kill => send.ReceivedAt <= kill && send.ReceivedAt + send.Duration + Acknowledged >= kill))
            select sends.Key;
    }

    /// <summary>A request that is under way when the worker dies, however the senders stand: the first half of a body, until it is broken off.</summary>
    private sealed class HalfBody : HttpContent
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource brokenOff = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HalfBody() => Headers.ContentType = new("application/json");

        public Task Begun => begun.Task;

        public void BreakOff() => brokenOff.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("[{\"event_id\":\"half"u8.ToArray());
            await stream.FlushAsync();
            begun.TrySetResult();
            await brokenOff.Task;
            throw new IOException("The client is gone.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
