using SpotifyCapi.Records;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class LatestArrivalsTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Busy_hour_is_not_held_in_memory()
    {
        var top = new LatestArrivals(10);
        for (var i = 0; i < 100_000; i++)
            top.Add(Record(i));

        Assert.Equal(Enumerable.Range(99_990, 10).Reverse().Select(i => $"e-{i}"), top.ToList().Select(arrival => arrival.EventId));
        Assert.InRange(top.Identities, 10, 2000);
        Assert.True(top.IsCut);
    }

    [Theory]
    [InlineData(98_000)]
    [InlineData(99_990)]
    [InlineData(99_999)]
    public void What_the_journal_tells_of_an_event_with_a_line_is_no_news(int i)
    {
        var top = new LatestArrivals(10);
        for (var n = 0; n < 100_000; n++)
            top.Add(Record(n));

        Assert.False(MayBeNew(top, $"e-{i}", i));
    }

    [Fact]
    public void Event_without_a_line_is_news_once()
    {
        var top = new LatestArrivals(2);
        top.Add(Record(1));
        top.Add(Record(2));

        Assert.True(MayBeNew(top, "other", 2));
        top.Add(Record(2, "other"));

        Assert.False(MayBeNew(top, "other", 2));
        Assert.False(MayBeNew(top, "too old", 0));
        Assert.Equal(2, top.ToList().Count);
    }

    private static IngestRecord Record(int i, string? id = null) => new()
    {
        Key = $"key-{i:D6}-{id}",
        At = Start.AddMilliseconds(i),
        Source = "shop",
        Destination = "main",
        Status = IngestStatus.Accepted,
        EventId = id ?? $"e-{i}",
        EventName = "PURCHASE",
    };

    private static bool MayBeNew(LatestArrivals top, string id, int i)
    {
        var @event = new JournalEvent(id, "PURCHASE", "PURCHASE", Start, "unknown", true, [], null, null, null, []);
        return top.MayBeNew(new JournalEntry(Start, "main", "CapiDirect", "", "", "shop", 1, Start.AddMilliseconds(i), "delivered", null, 200, null, 5, false, [@event]), @event);
    }
}

public sealed class LatestRequestsTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Busy_hour_is_not_held_in_memory()
    {
        var (latest, most) = (new LatestRequests(10), 0);
        for (var i = 0; i < 100_000; i++)
        {
            latest.Add(Entry(i), isWanted: true);
            most = Math.Max(most, latest.Held);
        }

        Assert.Equal(10, most);
        Assert.Equal(Enumerable.Range(99_990, 10).Reverse(), Times(latest));
        Assert.Equal(Start.AddMilliseconds(99_989), latest.Next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Order_does_not_matter(int seed)
    {
        int[] shuffled = [.. Enumerable.Range(0, 1000)];
        new Random(seed).Shuffle(shuffled);
        var latest = new LatestRequests(100);
        foreach (var i in shuffled)
            latest.Add(Entry(i), isWanted: i % 2 == 0);

        Assert.Equal(Enumerable.Range(400, 100).Select(i => i * 2).Reverse(), Times(latest));
        Assert.Equal(Start.AddMilliseconds(799), latest.Next);
    }

    [Fact]
    public void One_that_is_not_wanted_is_a_reason_to_go_on()
    {
        var latest = new LatestRequests(1);
        latest.Add(Entry(5), isWanted: true);
        Assert.Null(latest.Next);
        Assert.False(latest.IsDecided(Start));

        latest.Add(Entry(4), isWanted: false);

        Assert.Equal(Start.AddMilliseconds(4), latest.Next);
        Assert.True(latest.IsDecided(Start.AddMilliseconds(5)));
        Assert.False(latest.IsDecided(Start.AddMilliseconds(6)));
    }

    private static IEnumerable<int> Times(LatestRequests latest) => latest.ToList().Select(entry => (int)(entry.At - Start).TotalMilliseconds);

    private static JournalEntry Entry(int i) =>
        new(Start.AddMilliseconds(i), "main", "CapiDirect", "", "", "shop", 1, Start, "delivered", null, 200, null, 5, false, []);
}
