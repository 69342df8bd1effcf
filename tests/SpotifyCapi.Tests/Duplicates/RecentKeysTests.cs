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
    public void Seen_key_is_known_for_the_window_and_forgotten_afterwards_even_when_nothing_arrives()
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
    public void Key_added_twice_counts_once()
    {
        var seen = new RecentKeys(Window, 1000, time);

        seen.Add(Key(1), time.GetUtcNow());
        seen.Add(Key(1), time.GetUtcNow());

        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void Key_seen_again_later_is_known_for_the_window_from_then_and_counts_once()
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
    public void Clock_that_was_far_ahead_and_is_set_right_starts_anew()
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
    public void Key_seen_in_the_future_is_remembered_from_now(int hoursAhead)
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
    public void Many_looks_are_answered_each()
    {
        var seen = new RecentKeys(Window, 1000, time);
        seen.Add([Key(1), Key(3)], time.GetUtcNow());
        var known = new Sighting[4];

        seen.Find([Key(0), Key(1), Key(2), Key(3)], known);

        Assert.Equal([Sighting.New, Sighting.Same, Sighting.New, Sighting.Same], known);
    }

    [Fact]
    public void Key_that_comes_again_with_something_else_is_a_conflict_and_stays_the_first()
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
    public void More_keys_than_fit_forget_the_oldest_hour()
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
    public void Hour_whose_keys_were_all_seen_again_makes_no_room()
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
    public void An_hour_that_holds_all_that_fit_takes_no_more_and_keeps_what_it_has()
    {
        var seen = new RecentKeys(Window, 10, time);

        Fill(seen, 0, 25);

        Assert.Equal(10, seen.Count);
        Assert.True(seen.Contains(Key(9)));
        Assert.False(seen.Contains(Key(10)));
    }

    [Fact]
    public void Keys_of_an_older_hour_that_arrive_late_do_not_push_out_newer_ones()
    {
        var seen = new RecentKeys(Window, 10, time);
        Fill(seen, 0, 10);

        seen.Add(Key(10), time.GetUtcNow() - TimeSpan.FromHours(3));

        Assert.Equal(10, seen.Count);
        Assert.True(seen.Contains(Key(0)));
        Assert.False(seen.Contains(Key(10)));
    }

    [Fact]
    public void Keys_older_than_the_window_neither_count_nor_push_others_out()
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
