using SpotifyCapi.Duplicates;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Duplicates;

/// <summary>The window keeps its keys in a set of its own; it must know exactly what a plain set knows.</summary>
public sealed class SeenWindowKeysTests
{
    private readonly SeenWindow seen;
    private readonly DateTimeOffset now;

    public SeenWindowKeysTests()
    {
        var time = new ManualTime();
        (seen, now) = (new SeenWindow(TimeSpan.FromHours(48), 1_000_000, time), time.GetUtcNow());
    }

    [Fact]
    public void ManyKeys_AreKnownExactlyAsAPlainSetKnowsThem()
    {
        var (plain, random) = (new HashSet<SeenKey>(), new Random(5));
        for (var i = 0; i < 200_000; i++)
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
    public void KeyAtTheEdge_IsOneLikeEveryOther(ulong upper, ulong lower)
    {
        var key = new SeenKey(new UInt128(upper, lower));

        Assert.False(seen.Contains(key));
        seen.Add(key, now);
        seen.Add(key, now);
        Assert.True(seen.Contains(key));
        Assert.Equal(1, seen.Count);
    }

    /// <summary>Nobody can choose digests, but keys that all want the same place must end in a slow set and not in a wrong one.</summary>
    [Fact]
    public void KeysThatWantTheSamePlace_AreAllKnown()
    {
        var crowd = Enumerable.Range(1, 500).Select(i => new SeenKey(new UInt128((ulong)i, ulong.MaxValue))).ToArray();
        Array.ForEach(crowd, key => seen.Add(key, now));

        Assert.All(crowd, key => Assert.True(seen.Contains(key)));
        Assert.False(seen.Contains(new SeenKey(new UInt128(501, ulong.MaxValue))));
    }

    private static SeenKey Draw(Random random)
    {
        Span<byte> bytes = stackalloc byte[SeenKey.Size];
        random.NextBytes(bytes);
        return SeenKey.Read(bytes);
    }
}
