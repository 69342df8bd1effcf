using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F16: the edges of what one request may hold. (Those of one message stand in the packer's tests.)</summary>
[Collection(FaultScenario.Name)]
public sealed class SizeTests(FaultScenario.Fixture fixture, ITestOutputHelper output)
{
    private const int MostEvents = 1000;
    private const int MostBytes = 1024 * 1024;

    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Largest_batch_is_split_into_messages_and_arrives_once()
    {
        var load = new FaultLoad(scenario, "batch");
        var check = new FaultCheck(scenario, output, "F16 largest batch");

        await load.SendAsync(MostEvents, perRequest: MostEvents);
        var balance = await check.DrainedAsync(load, mostDuplicates: 0);

        Assert.Equal(MostEvents, balance.Delivered);
    }

    [Fact]
    public async Task One_event_too_many_is_refused_as_a_whole()
    {
        var answer = await scenario.PostEventsAsync(CanonicalEvents.Array(Enumerable.Range(0, MostEvents + 1).Select(i => CanonicalEvents.WithoutAmount($"many-{i}"))));

        Assert.Equal(413, answer.Status);
        Assert.Equal(["too_many_events"], answer.Codes);
    }

    [Theory]
    [InlineData(0, 202)]
    [InlineData(1, 413)]
    public async Task Body_at_the_limit_is_taken_and_one_byte_more_is_not(int over, int status)
    {
        var id = $"edge-{over}-{Guid.NewGuid():N}";
        var json = CanonicalEvents.Purchase(id);

        var answer = await scenario.PostEventsAsync(json + new string(' ', MostBytes - json.Length + over));

        Assert.Equal(status, answer.Status);
        await scenario.Queues.DrainedAsync();
        Assert.Equal(status == 202, scenario.Accounting.Delivered().Contains(id));
    }
}
