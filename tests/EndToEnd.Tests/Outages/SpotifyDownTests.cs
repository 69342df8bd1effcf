using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;

namespace EndToEnd.Tests.Outages;

public sealed class SpotifyDownTests
{
    [Fact]
    public async Task WhileSpotifyIsDown_OrdersAreTakenAndDeliveredAfterwards()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Spotify.Faults.Play(new FaultStep { Reset = ResetPoint.Before, Forever = true });

        string[] ids = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            var (answer, eventId) = await scenario.PostOrderAsync();
            Assert.Equal(202, answer.Status);
            return eventId;
        }))];
        await Eventually.TrueAsync(() => scenario.Spotify.Received.Requests.Count > 0, "delivery is tried");
        scenario.Spotify.Faults.Clear();

        await scenario.DeliveredAsync(ids);
        await scenario.Queues.DrainedAsync();
        (await scenario.Accounting.DrawAsync()).NothingIsLost();
    }

    [Fact]
    public async Task WebhookIsAnsweredBeforeAnythingIsSent()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions { Configure = (settings, _) => BusyWorker.OneAtATime(settings) });
        await scenario.HoldUpAsync(TimeSpan.FromSeconds(4));
        var requests = scenario.Spotify.Received.Requests.Count;

        var (answer, eventId) = await scenario.PostOrderAsync();

        // The only worker is held up, so a request by now could only come from the webhook itself.
        Assert.Equal((202, requests), (answer.Status, scenario.Spotify.Received.Requests.Count));
        await scenario.DeliveredAsync(eventId);
    }
}
