using Testing.Harness;

namespace EndToEnd.Tests.Events;

[Collection(SharedScenario.Name)]
public sealed class CanonicalEventsTests(SharedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Single_event_is_delivered()
    {
        var answer = await scenario.PostEventsAsync(CanonicalEvents.Purchase("single-1"));

        Assert.Equal((202, "accepted"), (answer.Status, Assert.Single(answer.Results)));
        await scenario.DeliveredAsync("single-1");
    }

    [Fact]
    public async Task Array_and_wrapped_array_are_delivered()
    {
        var array = await scenario.PostEventsAsync(
            CanonicalEvents.Array(CanonicalEvents.Purchase("array-1"), CanonicalEvents.Purchase("array-2")));
        var wrapped = await scenario.PostEventsAsync(
            CanonicalEvents.Wrapped(CanonicalEvents.Purchase("wrapped-1"), CanonicalEvents.Purchase("wrapped-2")));

        Assert.Equal(["array-1", "array-2"], array.AcceptedIds);
        Assert.Equal(["wrapped-1", "wrapped-2"], wrapped.AcceptedIds);
        await scenario.DeliveredAsync("array-1", "array-2", "wrapped-1", "wrapped-2");
    }

    [Fact]
    public async Task Mixed_batch_is_accepted_in_part_and_tells_each_events_fate()
    {
        var answer = await scenario.PostEventsAsync(CanonicalEvents.Array(
            CanonicalEvents.Purchase("mixed-good"), CanonicalEvents.WithoutAmount("mixed-bad"), CanonicalEvents.Unmapped("mixed-other")));

        Assert.Equal(202, answer.Status);
        Assert.Equal(["accepted", "rejected", "ignored"], answer.Results);
        Assert.Equal(1, answer.Json.GetProperty("accepted").GetInt32());
        Assert.Equal(1, answer.Json.GetProperty("rejected").GetInt32());
        Assert.Equal(1, answer.Json.GetProperty("ignored").GetInt32());
        var rejected = answer.Json.GetProperty("results")[1];
        Assert.Equal(1, rejected.GetProperty("index").GetInt32());
        Assert.Contains("amount_missing", rejected.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()));
        Assert.Equal("unmapped_event", answer.Json.GetProperty("results")[2].GetProperty("reason").GetString());
        await scenario.DeliveredAsync("mixed-good");
        await scenario.Queues.DrainedAsync();
        Assert.DoesNotContain("mixed-bad", scenario.Accounting.Delivered());
    }

    [Fact]
    public async Task Batch_without_a_good_event_is_400_with_all_errors()
    {
        var answer = await scenario.PostEventsAsync(CanonicalEvents.Array(CanonicalEvents.WithoutAmount("bad-1"), "17"));

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Contains("amount_missing", answer.Codes);
        Assert.Contains("wrong_type", answer.Codes);
    }

    [Fact]
    public async Task Batch_of_ignored_events_is_200()
    {
        var answer = await scenario.PostEventsAsync(CanonicalEvents.Unmapped("ignored-1"));

        Assert.Equal((200, "ignored"), (answer.Status, Assert.Single(answer.Results)));
    }

    [Fact]
    public async Task Large_batch_is_split_into_messages_and_delivered_whole()
    {
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(i => $"large-{i}")];

        var answer = await scenario.PostEventsAsync(CanonicalEvents.Array(ids.Select(id => CanonicalEvents.Purchase(id))));

        Assert.Equal(ids, answer.AcceptedIds);
        await scenario.DeliveredAsync(ids);
    }
}
