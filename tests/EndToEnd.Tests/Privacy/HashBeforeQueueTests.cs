using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Privacy;

public sealed class HashBeforeQueueTests
{
    private const string Email = "nobody.raw@example.com";
    private const string Phone = "+14155552671";

    [Fact]
    public async Task HashedBeforeTheQueue_NothingReadableIsStored_AndTheSameBytesAreSent()
    {
        var (message, body) = await DeliverAsync("true");
        var (plainMessage, plainBody) = await DeliverAsync("false");

        Assert.DoesNotContain(Email, message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Phone[1..], message, StringComparison.Ordinal);
        Assert.Contains(Email, plainMessage, StringComparison.Ordinal);
        Assert.Equal(plainBody, body);
    }

    private static async Task<(string Message, string Body)> DeliverAsync(string hashBeforeQueue)
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) =>
            {
                settings["Privacy__HashBeforeQueue"] = hashBeforeQueue;
                BusyWorker.OneAtATime(settings);
            },
        });
        await scenario.HoldUpAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(202, (await scenario.PostEventsAsync(CanonicalEvents.Purchase("hashed-1", Email, Phone))).Status);
        var message = Assert.Single(await Queues.PeekAsync(scenario.Queues.Conversions));
        await scenario.DeliveredAsync("hashed-1");
        return (message, scenario.BodyWith("hashed-1"));
    }
}
