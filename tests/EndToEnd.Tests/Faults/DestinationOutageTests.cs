using SpotifyStandIn.Faults;
using SpotifyStandIn.Received;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F4, F5, F6, F9: Spotify is there but does not take events.</summary>
[Collection(FaultScenario.Name)]
public sealed class DestinationOutageTests(FaultScenario.Fixture fixture, ITestOutputHelper output)
{
    private const int AtOnce = 60;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private readonly Scenario scenario = fixture.Scenario;

    // Other tests have had destinations left alone before.
    private readonly int from = fixture.Scenario.App.Output.Lines.Count;

    [Fact]
    public async Task Burst_of_500_is_left_alone_and_drains_afterwards()
    {
        var load = new FaultLoad(scenario, "burst");
        var check = new FaultCheck(scenario, output, "F4 500 for all, then for one in ten");
        scenario.Spotify.Faults.Play(new FaultStep { Status = 500, Forever = true });
        await load.SendAsync(FaultSize.Of(AtOnce, 2000), perRequest: 1);
        await Eventually.TrueAsync(() => IsOpen("spotify_unavailable"), "the breaker opens");

        var before = scenario.Spotify.Received.Requests.Count;
        await Task.Delay(Watched);
        var calls = scenario.Spotify.Received.Requests.Count - before;

        // Every message is due every second or two; without a breaker each would call, and call again at once.
        var withoutBreaker = load.Ids.Count * (int)Watched.TotalSeconds / 2;
        Assert.True(calls <= withoutBreaker / FaultSize.Of(10, 20), $"{calls} calls in {Watched} while open, {withoutBreaker} without a breaker");
        scenario.Spotify.Faults.Play(new FaultStep { Status = 500, Probability = 0.1, Seed = 4, Forever = true });
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);
        scenario.Spotify.Faults.Clear();
        Assert.Equal(load.Ids.Count, balance.Delivered);
    }

    [Fact]
    public async Task Retry_After_is_not_undercut()
    {
        var load = new FaultLoad(scenario, "after");
        var check = new FaultCheck(scenario, output, "F5 503 with Retry-After");
        scenario.Spotify.Faults.Play(new FaultStep { Status = 503, Headers = new Dictionary<string, string> { ["Retry-After"] = "2" } });

        await load.SendAsync(1, perRequest: 1);
        await check.DrainedAsync(load, mostDuplicates: 0);

        var sends = scenario.Spotify.Received.Find(load.Ids[0]);
        Assert.Equal(2, sends.Count);

        // Timers and the wall clock tick apart by some milliseconds.
        Assert.InRange(sends[1].Request.ReceivedAt - sends[0].Request.ReceivedAt, TimeSpan.FromMilliseconds(1_950), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Rate_limit_loses_and_doubles_nothing() => Assert.True(Refused(await AboveTheLimitAsync()) > 0, "No request was refused.");

    // Settling takes longer than a short form lasts, and where it ends depends on how the queue's messages fall.
    [LongFact]
    public async Task Rate_limit_is_settled_below()
    {
        var requests = await AboveTheLimitAsync();

        ReceivedRequest[] late = [.. requests.Where(request => request.ReceivedAt >= requests[0].ReceivedAt + Settled)];
        var (all, settled) = (Refused(requests), Refused(late));
        output.WriteLine($"{requests.Count} requests, 429: {all:P1}; {late.Length} after {Settled}, 429: {settled:P1}");
        Assert.True(late.Length > 0 && settled < 0.05, $"{settled:P1} of {late.Length} late requests were refused for their rate.");
    }

    private async Task<IReadOnlyList<ReceivedRequest>> AboveTheLimitAsync()
    {
        var load = new FaultLoad(scenario, "limit");
        var check = new FaultCheck(scenario, output, "F6 429 above a token bucket");
        scenario.Spotify.Faults.Play(new FaultStep { RatePerSecond = FaultSize.Of(60, 50), Burst = 5 });
        var before = scenario.Spotify.Received.Requests.Count;

        await load.SendAsync(FaultSize.Of(300, 10_000), perRequest: 1);
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        scenario.Spotify.Faults.Clear();
        Assert.Equal(load.Ids.Count, balance.Delivered);
        return scenario.Spotify.Received.Since(before);
    }

    [Fact]
    public async Task Spotify_that_hangs_up_gets_the_orders_afterwards()
    {
        scenario.Spotify.Faults.Play(new FaultStep { Reset = ResetPoint.Before, Forever = true });
        var before = scenario.Spotify.Received.Requests.Count;

        string[] ids = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            var (answer, eventId) = await scenario.PostOrderAsync();
            Assert.Equal(202, answer.Status);
            return eventId;
        }))];
        await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count > before, "delivery is tried");
        scenario.Spotify.Faults.Clear();

        await scenario.DeliveredAsync(ids);
        await scenario.Queues.DrainedAsync();
    }

    [Fact]
    public async Task Revoked_token_pauses_without_using_up_attempts()
    {
        var load = new FaultLoad(scenario, "token");
        var check = new FaultCheck(scenario, output, "F9 401 until the token is accepted again");
        var connection = new Guid(ScenarioSettings.Connection);
        scenario.Spotify.Connections.SetTokens(connection, "another-token");
        await load.SendAsync(FaultSize.Of(AtOnce, 10_000), perRequest: FaultSize.Of(2, 50));
        await Eventually.TrueAsync(() => IsOpen("unauthorized"), "the destination is paused");
        var before = scenario.Spotify.Received.Requests.Count;
        await Task.Delay(Watched);
        var calls = scenario.Spotify.Received.Requests.Count - before;

        scenario.Spotify.Connections.SetTokens(connection, ScenarioSettings.Token);
        check.FaultEnds();
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        Assert.True(calls <= 2 * Watched.TotalSeconds, $"{calls} calls while paused");
        Assert.Equal(load.Ids.Count, balance.Delivered);
        var delivery = await scenario.GetAsync($"/api/deliveries/{load.Ids[0]}");
        Assert.Equal("delivered", delivery.Json.GetProperty("outcome").GetString());
        Assert.Equal(1, delivery.Json.GetProperty("attempts").GetInt32());
    }

    private static double Refused(IReadOnlyCollection<ReceivedRequest> requests) =>
        requests.Count(request => request.Status == 429) / (double)Math.Max(requests.Count, 1);

    private bool IsOpen(string reason) => scenario.App.Output.Lines.Skip(from).Any(line => line.Contains($"events paused {reason}", StringComparison.Ordinal));
}
