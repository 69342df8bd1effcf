namespace SpotifyCapi.Duplicates;

/// <summary>
/// A set of keys in some 24 bytes each, where a <see cref="HashSet{T}"/> takes 40 and twice that while it grows. The keys are digests, so any
/// of their bits are as good as a hash: each part of the set is one array with free places, and grows alone.
/// </summary>
internal sealed class CompactKeys
{
    private const int ShardBits = 6;
    private const int FirstCapacity = 16;

    // Four fifths full, places are still found after a few steps; growing by two fifths leaves it more than half full.
    private const int FullTenths = 8;
    private const int GrowthTenths = 14;

    private readonly UInt128[]?[] shards = new UInt128[1 << ShardBits][];
    private readonly int[] counts = new int[1 << ShardBits];

    // Zero marks a free place, so the key that is zero is kept beside.
    private bool hasZero;

    /// <summary>How many keys are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a key is in it.</summary>
    public bool Contains(UInt128 key) => key == 0 ? hasZero : shards[Shard(key)] is { } places && places[Place(places, key)] == key;

    /// <summary>Puts a key in.</summary>
    /// <returns>False when it was in it already.</returns>
    public bool Add(UInt128 key)
    {
        if (Contains(key))
        {
            return false;
        }

        Count++;
        if (key == 0)
        {
            hasZero = true;
            return true;
        }

        var shard = Shard(key);
        var places = shards[shard] ??= new UInt128[FirstCapacity];
        if (10 * (counts[shard] + 1) > FullTenths * places.Length)
        {
            shards[shard] = places = Grow(places);
        }

        places[Place(places, key)] = key;
        counts[shard]++;
        return true;
    }

    private static UInt128[] Grow(UInt128[] places)
    {
        var larger = new UInt128[places.Length * GrowthTenths / 10];
        foreach (var key in places)
        {
            if (key != 0)
            {
                larger[Place(larger, key)] = key;
            }
        }

        return larger;
    }

    private static int Shard(UInt128 key) => (int)(key >> (128 - ShardBits));

    // Where the key stands, or the free place where it belongs. The lower half as a fraction of 2^64 tells where to begin, whatever the length.
    private static int Place(UInt128[] places, UInt128 key)
    {
        var at = (int)Math.BigMul((ulong)key, (ulong)places.Length, out _);
        while (places[at] != 0 && places[at] != key)
        {
            at = at + 1 == places.Length ? 0 : at + 1;
        }

        return at;
    }
}
