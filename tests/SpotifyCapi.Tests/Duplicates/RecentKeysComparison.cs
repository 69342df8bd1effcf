using System.Runtime.InteropServices;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Duplicates;

/// <summary>The window keeps its keys in a set of its own; it must know exactly what a plain set knows.</summary>
public sealed class RecentKeysComparison
{
    private readonly RecentKeys seen;
    private readonly DateTimeOffset now;

    /// <summary>The usual limit, and with <c>--all</c> a larger one.</summary>
    public static TheoryData<int> Limits => TestForm.Of<TheoryData<int>>([1_000_000], [1_000_000, 2_500_000]);

    public RecentKeysComparison()
    {
        var time = new ManualTime();
        (seen, now) = (new RecentKeys(TimeSpan.FromHours(48), 1_000_000, time), time.GetUtcNow());
    }

    [Fact]
    public void Many_keys_are_known_exactly_as_a_plain_set_knows_them()
    {
        var (plain, random) = (new HashSet<SeenKey>(), new Random(5));
        for (var i = 0; i < TestForm.Of(50_000, 200_000); i++)
        {
            // Every third is one that was there already.
            var key = Draw(new Random(i % 3 == 0 ? random.Next(i + 1) : i));
            Assert.Equal(plain.Contains(key), seen.Contains(key));
            plain.Add(key);
            seen.Add(key, now);
        }

        Assert.Equal(plain.Count, seen.Count);
        Assert.All(plain, key => Assert.True(seen.Contains(key)));
    }

    [Theory]
    [InlineData(0UL, 0UL)]
    [InlineData(0UL, 1UL)]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    [InlineData(ulong.MaxValue, 0UL)]
    [InlineData(0UL, ulong.MaxValue)]
    public void Key_at_the_edge_is_one_like_every_other(ulong upper, ulong lower)
    {
        var key = new SeenKey(new UInt128(upper, lower));

        Assert.False(seen.Contains(key));
        seen.Add(key, now);
        seen.Add(key, now);
        Assert.True(seen.Contains(key));
        Assert.Equal(1, seen.Count);
    }

    /// <summary>Not all bits are kept, but each of these is: six choose the part, 64 stand in it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(122)]
    [InlineData(127)]
    public void Keys_that_differ_in_one_bit_are_two(int bit)
    {
        var key = Draw(new Random(9));
        var other = new SeenKey(key.Value ^ (UInt128.One << bit));

        seen.Add(key, now);
        Assert.False(seen.Contains(other));
        seen.Add(other, now);
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void Keys_of_several_hours_are_known_whichever_hour_came_first()
    {
        var keys = Enumerable.Range(0, 6).Select(i => Draw(new Random(i))).ToArray();
        foreach (var (i, hoursAgo) in ((int, int)[])[(0, 0), (1, 5), (2, 2), (3, 47), (4, 1), (5, 5)])
            seen.Add(keys[i], now.AddHours(-hoursAgo));

        Assert.All(keys, key => Assert.True(seen.Contains(key)));
    }

    /// <summary>Nobody can choose digests, but keys that all want the same place must end in a slow set and not in a wrong one.</summary>
    [Fact]
    public void Keys_that_want_the_same_place_are_all_known()
    {
        var crowd = Enumerable.Range(1, 500).Select(i => new SeenKey(ulong.MaxValue - (ulong)i)).ToArray();
        Array.ForEach(crowd, key => seen.Add(key, now));

        Assert.All(crowd, key => Assert.True(seen.Contains(key)));
        Assert.False(seen.Contains(new SeenKey(ulong.MaxValue - 501)));
    }

    /// <summary>Keys come, come again and are forgotten for some days; at each step the window knows what a plain table with their hours knows.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keys_that_come_and_go_are_known_exactly_as_a_plain_table_knows_them(bool areCrowded)
    {
        var (time, random) = (new ManualTime(), new Random(7));
        var window = new RecentKeys(TimeSpan.FromHours(6), 1_000_000, time);
        var plain = new Dictionary<SeenKey, long>();
        SeenKey[] all = [.. Enumerable.Range(0, areCrowded ? 900 : 3_000).Select(i => areCrowded ? Crowded(i) : Draw(new Random(i)))];
        var known = new Sighting[all.Length];
        for (var step = 0; step < TestForm.Of(100, 400); step++)
        {
            var hour = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour;
            for (var i = 0; i < 50; i++)
            {
                var key = all[random.Next(all.Length)];
                var hoursAgo = random.Next(8);
                window.Add(key, time.GetUtcNow().AddHours(-hoursAgo));
                if (hoursAgo <= 6)
                    plain[key] = Math.Max(hour - hoursAgo, plain.GetValueOrDefault(key));
            }

            if (random.Next(3) == 0)
                time.Advance(TimeSpan.FromMinutes(random.Next(150)));
            var first = (time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour) - 6;
            foreach (var old in plain.Where(each => each.Value < first).Select(each => each.Key).ToArray())
                plain.Remove(old);

            window.Find(all, known);
            Assert.True(all.Select(plain.ContainsKey).SequenceEqual(known.Select(sighting => sighting != Sighting.New)), $"step {step}");
            Assert.Equal(plain.Count, window.Count);
        }
    }

    /// <summary>What is said about the memory of a full filter. All tables that a growing one has had are three and a half times the last one.</summary>
    [Theory]
    [MemberData(nameof(Limits))]
    public void Keys_up_to_the_limit_take_the_memory_that_is_said(int count)
    {
        var window = new RecentKeys(TimeSpan.FromHours(48), count, new ManualTime());
        var keys = new SeenKey[count];
        new Random(11).NextBytes(MemoryMarshal.AsBytes(keys.AsSpan()));

        var before = GC.GetAllocatedBytesForCurrentThread();
        window.Add(keys, now);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(count, window.Count);
        Assert.InRange(allocated / 3.5 / count, 14, 21);
    }

    // Three places at the ends and in the middle of one part, so that what is taken out stands in long rows, and one of them around the end.
    private static SeenKey Crowded(int i) => new((i % 3) switch { 0 => ulong.MaxValue - (ulong)i, 1 => (ulong)i, _ => (ulong.MaxValue / 2) + (ulong)i });

    private static SeenKey Draw(Random random)
    {
        Span<byte> bytes = stackalloc byte[SeenKey.Size];
        random.NextBytes(bytes);
        return SeenKey.Read(bytes);
    }
}
