using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Duplicates;

public sealed class SeenWindowTests
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(48);

    private readonly ManualTime time = new();

    [Fact]
    public void SeenKey_IsKnownForTheWindowAndForgottenAfterwardsEvenWhenNothingArrives()
    {
        var seen = new SeenWindow(Window, 1000, time);
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
        var seen = new SeenWindow(Window, 1000, time);

        seen.Add(Key(1), time.GetUtcNow());
        seen.Add(Key(1), time.GetUtcNow());

        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void MoreKeysThanFit_ForgetTheOldestHour()
    {
        var seen = new SeenWindow(Window, 10, time);
        Fill(seen, 0, 10);
        time.Advance(TimeSpan.FromHours(1));

        seen.Add(Key(10), time.GetUtcNow());

        Assert.Equal(1, seen.Count);
        Assert.True(seen.Contains(Key(10)));
        Assert.False(seen.Contains(Key(0)));
    }

    [Fact]
    public void AnHourThatHoldsAllThatFit_TakesNoMoreAndKeepsWhatItHas()
    {
        var seen = new SeenWindow(Window, 10, time);

        Fill(seen, 0, 25);

        Assert.Equal(10, seen.Count);
        Assert.True(seen.Contains(Key(9)));
        Assert.False(seen.Contains(Key(10)));
    }

    [Fact]
    public void KeysOfAnOlderHourThatArriveLate_DoNotPushOutNewerOnes()
    {
        var seen = new SeenWindow(Window, 10, time);
        Fill(seen, 0, 10);

        seen.Add(Key(10), time.GetUtcNow() - TimeSpan.FromHours(3));

        Assert.Equal(10, seen.Count);
        Assert.True(seen.Contains(Key(0)));
        Assert.False(seen.Contains(Key(10)));
    }

    [Fact]
    public void KeysOlderThanTheWindow_NeitherCountNorPushOthersOut()
    {
        var seen = new SeenWindow(Window, 10, time);
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

    private void Fill(SeenWindow seen, int from, int count)
    {
        for (var i = from; i < from + count; i++)
            seen.Add(Key(i), time.GetUtcNow());
    }
}
