using SpotifyCapi.Records;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

/// <summary>Two ways to know the outcomes of events must agree: the one that keeps all that a row tells, and the one for very many events.</summary>
public sealed class OutcomeSinkTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rows_and_index_agree_whatever_happens()
    {
        var seen = new HashSet<string>();
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            IngestRecord[] arrivals = [.. Enumerable.Range(0, 5).Select(_ => Record(random.Next(2), random.Next(10)))];
            var (rows, index) = (new OutcomeRows(arrivals), new OutcomeDigestIndex());
            foreach (var one in arrivals)
                index.Accept(one.Destination, one.EventName, one.EventId, one.At);
            for (var tries = random.Next(8); tries > 0; tries--)
                Add(Entry(random.Next(3), random.Next(10), random.Next(12), random.Next(12) switch { < 5 => "deferred", < 9 => "dead", 9 => "paused", _ => "delivered" }), rows, index);

            foreach (var arrival in arrivals)
            {
                var outcome = rows.OutcomeOf(arrival).Outcome;
                Assert.Equal(EventOutcome.All.Where(other => other == outcome), EventOutcome.All.Where(other => index.MayHave(arrival, [other])));
                Assert.True(index.HasAny([outcome]));
                seen.Add(outcome);
            }

            Assert.Equal((rows.IsAnyOpen, rows.IsAnyWaiting), (index.IsAnyOpen, index.IsAnyWaiting));
        }

        Assert.Equal(["dead", "deferred", "delivered", "waiting"], seen.Order());
    }

    [Fact]
    public void Event_that_nobody_knows_may_have_any_outcome()
    {
        var index = new OutcomeDigestIndex();
        index.Accept("main", "PURCHASE", "order-1", Start);

        Assert.True(index.MayHave(Record(1, 1), ["dead"]));
        Assert.True(index.MayHave(Record(1, 0) with { Destination = "other" }, ["dead"]));
        Assert.True(index.MayHave(Record(1, 0) with { Status = IngestStatus.Rejected }, ["rejected"]));
        Assert.False(index.MayHave(Record(1, 0), ["dead"]));
        Assert.False(index.HasAny(["dead"]));
    }

    private static void Add(JournalEntry entry, params IOutcomeSink[] events)
    {
        foreach (var one in events)
            one.Add(entry, entry.Events[0]);
    }

    private static IngestRecord Record(int id, int at) => new()
    {
        Key = "key",
        At = Start.AddSeconds(at),
        Source = "shop",
        Destination = "main",
        Status = IngestStatus.Accepted,
        EventId = $"order-{id}",
        EventName = "PURCHASE",
    };

    private static JournalEntry Entry(int id, int firstQueued, int at, string outcome) => new(
        Start.AddSeconds(at), "main", "CapiDirect", "", "", "shop", 1, Start.AddSeconds(firstQueued), outcome, "timeout", null, null, 5, false,
        [new JournalEvent($"order-{id}", "PURCHASE", "PURCHASE", Start, "unknown", true, [], null, null, null, [])]);
}
