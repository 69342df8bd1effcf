using SpotifyCapi.Records;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

/// <summary>Two ways to know what became of events must agree: the one that keeps all that a row tells, and the one for very many events.</summary>
public sealed class TriedEventsTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void RowsAndCrowd_AgreeWhateverHappens()
    {
        var seen = new HashSet<string>();
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            Arrival[] arrivals = [.. Enumerable.Range(0, 5).Select(_ => Arrival(random.Next(2), random.Next(10)))];
            var (rows, crowd) = (new TriedRows(arrivals), new TriedCrowd());
            foreach (var one in arrivals)
                crowd.Accept(one.Destination, one.EventName, one.EventId, one.At);
            for (var tries = random.Next(8); tries > 0; tries--)
                Add(Entry(random.Next(3), random.Next(10), random.Next(12), random.Next(12) switch { < 5 => "deferred", < 9 => "dead", 9 => "paused", _ => "delivered" }), rows, crowd);

            foreach (var arrival in arrivals)
            {
                var outcome = rows.OutcomeOf(arrival).Outcome;
                Assert.Equal(EventOutcome.All.Where(other => other == outcome), EventOutcome.All.Where(other => crowd.MayHave(arrival, [other])));
                Assert.True(crowd.HasAny([outcome]));
                seen.Add(outcome);
            }

            Assert.Equal((rows.IsAnyOpen, rows.IsAnyWaiting), (crowd.IsAnyOpen, crowd.IsAnyWaiting));
        }

        Assert.Equal(["dead", "deferred", "delivered", "waiting"], seen.Order());
    }

    [Fact]
    public void EventThatNobodyKnows_MayHaveAnyOutcome()
    {
        var crowd = new TriedCrowd();
        crowd.Accept("main", "PURCHASE", "order-1", Start);

        Assert.True(crowd.MayHave(Arrival(1, 1), ["dead"]));
        Assert.True(crowd.MayHave(Arrival(1, 0) with { Destination = "other" }, ["dead"]));
        Assert.True(crowd.MayHave(Arrival(1, 0) with { Status = ArrivalStatus.Rejected }, ["rejected"]));
        Assert.False(crowd.MayHave(Arrival(1, 0), ["dead"]));
        Assert.False(crowd.HasAny(["dead"]));
    }

    private static void Add(JournalEntry entry, params ITriedEvents[] events)
    {
        foreach (var one in events)
            one.Add(entry, entry.Events[0]);
    }

    private static Arrival Arrival(int id, int at) => new()
    {
        Key = "key",
        At = Start.AddSeconds(at),
        Source = "shop",
        Destination = "main",
        Status = ArrivalStatus.Accepted,
        EventId = $"order-{id}",
        EventName = "PURCHASE",
    };

    private static JournalEntry Entry(int id, int firstQueued, int at, string outcome) => new(
        Start.AddSeconds(at), "main", "CapiDirect", "", "", "shop", 1, Start.AddSeconds(firstQueued), outcome, "timeout", null, null, 5, false,
        [new JournalEvent($"order-{id}", "PURCHASE", "PURCHASE", Start, "unknown", true, [], null, null, null, [])]);
}
