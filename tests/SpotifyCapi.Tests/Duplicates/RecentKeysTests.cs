using SpotifyCapi.Codes;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Duplicates;

public sealed class RecentKeysTests
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(48);

    private readonly ManualTime time = new();

    [Fact]
    public void SeenKey_IsKnownForTheWindowAndForgottenAfterwardsEvenWhenNothingArrives()
    {
        var seen = new RecentKeys(Window, 1000, time);
        seen.Add(Key(1), time.GetUtcNow());

        Assert.True(seen.Contains(Key(1)));
        Assert.False(seen.Contains(Key(2)));
        time.Advance(Window - TimeSpan.FromMinutes(1));
        Assert.True(seen.Contains(Key(1)));
        time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        Assert.False(seen.Contains(Key(1)));
        Assert.Equal(0, seen.Count);
    }

    [Fact]
    public void KeyAddedTwice_CountsOnce()
    {
        var seen = new RecentKeys(Window, 1000, time);

        seen.Add(Key(1), time.GetUtcNow());
        seen.Add(Key(1), time.GetUtcNow());

        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void KeySeenAgainLater_IsKnownForTheWindowFromThenAndCountsOnce()
    {
        var seen = new RecentKeys(Window, 1000, time);
        seen.Add(Key(1), time.GetUtcNow());
        time.Advance(TimeSpan.FromHours(40));
        seen.Add(Key(1), time.GetUtcNow());
        seen.Add(Key(1), time.GetUtcNow() - TimeSpan.FromHours(20));
        time.Advance(TimeSpan.FromHours(40));

        Assert.True(seen.Contains(Key(1)));
        Assert.Equal(1, seen.Count);
        time.Advance(TimeSpan.FromHours(10));
        Assert.False(seen.Contains(Key(1)));
        Assert.Equal(0, seen.Count);
    }

    [Fact]
    public void ClockThatWasFarAheadAndIsSetRight_StartsAnew()
    {
        var seen = new RecentKeys(Window, 1000, time);
        time.Advance(TimeSpan.FromDays(3650));
        seen.Add(Key(1), time.GetUtcNow());
        time.SetClock(TimeSpan.FromDays(-3650));

        Assert.False(seen.Contains(Key(1)));
        seen.Add(Key(2), time.GetUtcNow());
        Assert.True(seen.Contains(Key(2)));
        Assert.Equal(1, seen.Count);
    }

    /// <summary>A clock that is wrong elsewhere must not fill the memory with keys that stay for years, nor harm what is counted.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(24 * 3650)]
    public void KeySeenInTheFuture_IsRememberedFromNow(int hoursAhead)
    {
        var seen = new RecentKeys(Window, 1000, time);
        seen.Add(Key(1), time.GetUtcNow().AddHours(hoursAhead));
        seen.Add(Key(1), time.GetUtcNow().AddHours(hoursAhead + 1));

        Assert.True(seen.Contains(Key(1)));
        Assert.Equal(1, seen.Count);
        time.Advance(Window + TimeSpan.FromHours(1));
        Assert.False(seen.Contains(Key(1)));
        Assert.Equal(0, seen.Count);
    }

    [Fact]
    public void ManyLooks_AreAnsweredEach()
    {
        var seen = new RecentKeys(Window, 1000, time);
        seen.Add([Key(1), Key(3)], time.GetUtcNow());
        var known = new Sighting[4];

        seen.Find([Key(0), Key(1), Key(2), Key(3)], known);

        Assert.Equal([Sighting.New, Sighting.Same, Sighting.New, Sighting.Same], known);
    }

    [Fact]
    public void KeyThatComesAgainWithSomethingElse_IsAConflictAndStaysTheFirst()
    {
        var seen = new RecentKeys(Window, 1000, time);
        seen.Add(new SeenKey(Key(1).Value, new Fingerprint(1)), time.GetUtcNow());
        var known = new Sighting[3];

        seen.Add(new SeenKey(Key(1).Value, new Fingerprint(2)), time.GetUtcNow());
        seen.Find([new(Key(1).Value, new Fingerprint(1)), new(Key(1).Value, new Fingerprint(2)), Key(1)], known);

        Assert.Equal([Sighting.Same, Sighting.Conflict, Sighting.Same], known);
        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void MoreKeysThanFit_ForgetTheOldestHour()
    {
        var seen = new RecentKeys(Window, 10, time);
        Fill(seen, 0, 10);
        time.Advance(TimeSpan.FromHours(1));

        seen.Add(Key(10), time.GetUtcNow());

        Assert.Equal(1, seen.Count);
        Assert.True(seen.Contains(Key(10)));
        Assert.False(seen.Contains(Key(0)));
    }

    /// <summary>Making room forgets what is before an hour, and a clock that is set back to before it finds nothing that still counts.</summary>
    [Fact]
    public void HourWhoseKeysWereAllSeenAgain_MakesNoRoom()
    {
        var seen = new RecentKeys(Window, 2, time);
        Fill(seen, 0, 1);
        time.Advance(TimeSpan.FromHours(2));
        Fill(seen, 0, 3);

        Assert.Equal(2, seen.Count);
        Assert.False(seen.Contains(Key(2)));
        time.SetClock(TimeSpan.FromHours(-2));
        Assert.True(seen.Contains(Key(0)));
        Assert.True(seen.Contains(Key(1)));
    }

    [Fact]
    public void AnHourThatHoldsAllThatFit_TakesNoMoreAndKeepsWhatItHas()
    {
        var seen = new RecentKeys(Window, 10, time);

        Fill(seen, 0, 25);

        Assert.Equal(10, seen.Count);
        Assert.True(seen.Contains(Key(9)));
        Assert.False(seen.Contains(Key(10)));
    }

    [Fact]
    public void KeysOfAnOlderHourThatArriveLate_DoNotPushOutNewerOnes()
    {
        var seen = new RecentKeys(Window, 10, time);
        Fill(seen, 0, 10);

        seen.Add(Key(10), time.GetUtcNow() - TimeSpan.FromHours(3));

        Assert.Equal(10, seen.Count);
        Assert.True(seen.Contains(Key(0)));
        Assert.False(seen.Contains(Key(10)));
    }

    [Fact]
    public void KeysOlderThanTheWindow_NeitherCountNorPushOthersOut()
    {
        var seen = new RecentKeys(Window, 10, time);
        Fill(seen, 0, 5);

        for (var i = 100; i < 200; i++)
            seen.Add(Key(i), time.GetUtcNow() - Window - TimeSpan.FromHours(2));
        time.Advance(TimeSpan.FromHours(1));
        Fill(seen, 5, 4);

        Assert.Equal(9, seen.Count);
        Assert.True(seen.Contains(Key(0)));
        Assert.False(seen.Contains(Key(100)));
    }

    private static SeenKey Key(int i) => SeenKey.Conversion("main", StandardEvent.Purchase, $"order-{i}");

    private void Fill(RecentKeys seen, int from, int count)
    {
        for (var i = from; i < from + count; i++)
            seen.Add(Key(i), time.GetUtcNow());
    }
}
