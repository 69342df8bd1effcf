using SpotifyStandIn.Faults;

namespace Testing.Harness;

/// <summary>
/// A worker that takes one message at a time and is held up by Spotify with the first, so that a test can look at what waits behind it.
/// </summary>
public static class BusyWorker
{
    private const string Prefix = "held-up-";

    public static void OneAtATime(IDictionary<string, string> settings)
    {
        settings["AzureFunctionsJobHost__extensions__queues__batchSize"] = "1";
        settings["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = "0";
    }

    /// <summary>Keeps the worker busy for so long, from when this returns.</summary>
    public static async Task HoldUpAsync(this Scenario scenario, TimeSpan time)
    {
        scenario.Spotify.Faults.Play(new FaultStep { WhenEventIdPrefix = Prefix, DelayMs = (int)time.TotalMilliseconds });
        var id = Prefix + Guid.NewGuid();
        Assert.Equal(202, (await scenario.PostEventsAsync(CanonicalEvents.Purchase(id))).Status);
        await Eventually.TrueAsync(() => scenario.Spotify.Received.Find(id).Count > 0, "Spotify holds the worker up");
    }
}
