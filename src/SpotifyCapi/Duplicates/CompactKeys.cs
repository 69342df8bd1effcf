using System.Runtime.InteropServices;

namespace SpotifyCapi.Duplicates;

/// <summary>
/// A set of keys in some 18 bytes each, where a <see cref="HashSet{T}"/> takes 40 and twice that while it grows. The keys are digests, so any
/// of their bits are as good as a hash: each part of the set is one array with free places, and grows alone.
/// </summary>
/// <remarks>
/// 102 bits of a key are compared: six choose the part, 96 stand in it. A set of 2,500,000 takes a new key for an old one once in 10^24 events.
/// </remarks>
internal sealed class CompactKeys
{
    private const int ShardBits = 6;
    private const int FirstCapacity = 16;

    // Four fifths full, places are still found after a few steps; growing by two fifths leaves it more than half full.
    private const int FullTenths = 8;
    private const int GrowthTenths = 14;

    private readonly Kept[]?[] shards = new Kept[1 << ShardBits][];
    private readonly int[] counts = new int[1 << ShardBits];

    /// <summary>How many keys are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a key is in it.</summary>
    public bool Contains(UInt128 key) => shards[Shard(key)] is { } places && !places[Place(places, Kept.Of(key))].IsFree;

    /// <summary>Puts a key in.</summary>
    /// <returns>False when it was in it already.</returns>
    public bool Add(UInt128 key)
    {
        var (shard, kept) = (Shard(key), Kept.Of(key));
        var places = shards[shard] ??= new Kept[FirstCapacity];
        if (!places[Place(places, kept)].IsFree)
        {
            return false;
        }

        if (10 * (counts[shard] + 1) > FullTenths * places.Length)
        {
            shards[shard] = places = Grow(places);
        }

        places[Place(places, kept)] = kept;
        counts[shard]++;
        Count++;
        return true;
    }

    private static Kept[] Grow(Kept[] places)
    {
        var larger = new Kept[places.Length * GrowthTenths / 10];
        foreach (var kept in places)
        {
            if (!kept.IsFree)
            {
                larger[Place(larger, kept)] = kept;
            }
        }

        return larger;
    }

    private static int Shard(UInt128 key) => (int)(key >> (128 - ShardBits));

    // Where the key stands, or the free place where it belongs. The lower half as a fraction of 2^64 tells where to begin, whatever the length.
    private static int Place(Kept[] places, Kept kept)
    {
        var at = (int)Math.BigMul(kept.Low, (ulong)places.Length, out _);
        while (!places[at].IsFree && places[at] != kept)
        {
            at = at + 1 == places.Length ? 0 : at + 1;
        }

        return at;
    }

    /// <summary>The lower 96 bits of a key, in twelve bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = sizeof(uint))]
    private readonly record struct Kept(ulong Low, uint High)
    {
        /// <summary>All zero marks a free place, so that a key of that kind takes another's.</summary>
        public bool IsFree => Low == 0 && High == 0;

        public static Kept Of(UInt128 key) => new Kept((ulong)key, (uint)(key >> 64)) is { IsFree: false } kept ? kept : new Kept(0, 1);
    }
}
