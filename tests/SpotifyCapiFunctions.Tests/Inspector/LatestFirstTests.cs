using SpotifyCapi.Records;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class LatestFirstTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void BusyHour_IsNotHeldInMemory()
    {
        var top = new LatestFirst(10);
        for (var i = 0; i < 100_000; i++)
            top.Add(Arrival(i));

        Assert.Equal(Enumerable.Range(99_990, 10).Reverse().Select(i => $"e-{i}"), top.ToList().Select(arrival => arrival.EventId));
        Assert.InRange(top.Identities, 10, 2000);
        Assert.True(top.IsCut);
    }

    [Theory]
    [InlineData(98_000)]
    [InlineData(99_990)]
    [InlineData(99_999)]
    public void WhatTheJournalTellsOfAnEventWithALine_IsNoNews(int i)
    {
        var top = new LatestFirst(10);
        for (var n = 0; n < 100_000; n++)
            top.Add(Arrival(n));

        Assert.False(MayBeNew(top, $"e-{i}", i));
    }

    [Fact]
    public void EventWithoutALine_IsNewsOnce()
    {
        var top = new LatestFirst(2);
        top.Add(Arrival(1));
        top.Add(Arrival(2));

        Assert.True(MayBeNew(top, "other", 2));
        top.Add(Arrival(2, "other"));

        Assert.False(MayBeNew(top, "other", 2));
        Assert.False(MayBeNew(top, "too old", 0));
        Assert.Equal(2, top.ToList().Count);
    }

    private static Arrival Arrival(int i, string? id = null) => new()
    {
        Key = $"key-{i:D6}-{id}",
        At = Start.AddMilliseconds(i),
        Source = "shop",
        Destination = "main",
        Status = ArrivalStatus.Accepted,
        EventId = id ?? $"e-{i}",
        EventName = "PURCHASE",
    };

    private static bool MayBeNew(LatestFirst top, string id, int i)
    {
        var @event = new JournalEvent(id, "PURCHASE", "PURCHASE", Start, "unknown", true, [], null, null, null, []);
        return top.MayBeNew(new JournalEntry(Start, "main", "CapiDirect", "", "", "shop", 1, Start.AddMilliseconds(i), "delivered", null, 200, null, 5, false, [@event]), @event);
    }
}
