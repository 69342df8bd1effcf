using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpotifyCapi.Duplicates;

/// <summary>
/// Keys with the hour in which each was last seen, in some 21 bytes a key, where a dictionary takes 40 and twice that while it grows. One look
/// finds a key whatever its hour. The keys are digests, so any of their bits are as good as a hash: each part is one array with free places,
/// grows alone, and drops what is too old when it is next used.
/// </summary>
/// <remarks>
/// 70 bits of a key are compared: six choose the part, 64 stand in it. Among 2,500,000 keys a new one is taken for an old one once in 10^14 events.
/// </remarks>
internal sealed class HourlyKeys
{
    private const int PartBits = 6;

    // Grown again and again, a part has room for a little more than its share of 2,500,000 keys, the limit unless set, and need not grow for the last few.
    private const int FirstCapacity = 18;

    // Four fifths full, places are still found after a few steps; growing by two fifths leaves it more than half full.
    private const int FullTenths = 8;
    private const int GrowthTenths = 14;

    private readonly Part[] parts = new Part[1 << PartBits];

    /// <summary>The oldest hour that is kept.</summary>
    public long First { get; private set; }

    /// <summary>Forgets everything before an hour, which is not before <see cref="First"/>.</summary>
    public void ForgetBefore(long hour) => First = hour;

    /// <summary>Finds a key, the hour in which it was last seen, and its fingerprint.</summary>
    public bool TryFind(UInt128 key, out long hour, out Fingerprint print)
    {
        ref var part = ref PartOf(key);
        if (part.Places is not { } places || places[OpenAddressingTable.Of(places, new KeyPlace(key, default, 0))] is not { IsFree: false } found)
        {
            (hour, print) = (0, default);
            return false;
        }

        (hour, print) = (found.HourSince(part.First), found.Print);
        return true;
    }

    /// <summary>Puts a key in, or gives it another hour.</summary>
    /// <param name="key">The key.</param>
    /// <param name="print">Its fingerprint.</param>
    /// <param name="hour">At least <see cref="First"/>, and within 65,536 hours of it.</param>
    public void Put(UInt128 key, Fingerprint print, long hour)
    {
        ref var part = ref PartOf(key);
        var places = part.Places ??= new KeyPlace[FirstCapacity];
        var put = new KeyPlace(key, print, hour);
        var at = OpenAddressingTable.Of(places, put);
        if (places[at].IsFree && 10 * (++part.Count) > FullTenths * places.Length)
        {
            part.Places = places = OpenAddressingTable.Grow(places, places.Length * GrowthTenths / 10);
            at = OpenAddressingTable.Of(places, put);
        }

        places[at] = put;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Part PartOf(UInt128 key)
    {
        ref var part = ref parts[(int)(key >> (128 - PartBits))];
        if (part.First != First)
            Renew(ref part);

        return ref part;
    }

    private void Renew(ref Part part)
    {
        if (part.Places is { } places)
            part.Count -= OpenAddressingTable.RemoveBefore(places, part.First, First);

        part.First = First;
    }

    /// <summary>One part of the keys, and what was the oldest hour when it was last used: its hours are counted from there.</summary>
    private struct Part
    {
        public KeyPlace[]? Places;
        public int Count;
        public long First;
    }
}

/// <summary>The lower 64 bits of a key, its fingerprint, and the lower 16 bits of an hour, in fourteen bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(ushort))]
internal readonly struct KeyPlace
{
    private readonly uint print;
    private readonly ushort hour;

    /// <summary>A key, its fingerprint and its hour.</summary>
    public KeyPlace(UInt128 key, Fingerprint print, long hour)
    {
        // Zero marks a free place, so the key of that kind takes another's.
        Low = (ulong)key == 0 ? 1 : (ulong)key;
        (this.print, this.hour) = (print.Bits, (ushort)hour);
    }

    /// <summary>The lower half of the key.</summary>
    public ulong Low { get; }

    /// <summary>What the key's conversion said.</summary>
    public Fingerprint Print => new(print);

    /// <summary>Whether no key is here.</summary>
    public bool IsFree => Low == 0;

    /// <summary>Whether this is the other one's key, whatever their hours.</summary>
    public bool IsKeyOf(KeyPlace other) => Low == other.Low;

    /// <summary>The hour.</summary>
    /// <param name="first">An hour that it is not before.</param>
    public long HourSince(long first) => first + (ushort)(hour - (uint)first);
}

/// <summary>
/// An array of places as a hash table with open addressing: a key stands where its digest sends it, or in the first free place after it (Knuth, volume
/// 3, 6.4).
/// </summary>
internal static class OpenAddressingTable
{
    /// <summary>Where a key stands, or the free place where it belongs; at least one place is free.</summary>
    public static int Of(KeyPlace[] places, KeyPlace key)
    {
        var at = Home(places, key);
        while (!places[at].IsFree && !places[at].IsKeyOf(key))
            at = Next(places, at);

        return at;
    }

    /// <summary>The same keys in a larger array.</summary>
    public static KeyPlace[] Grow(KeyPlace[] places, int length)
    {
        var larger = new KeyPlace[length];
        foreach (var place in places)
        {
            if (!place.IsFree)
                larger[Of(larger, place)] = place;
        }

        return larger;
    }

    /// <summary>Takes out what was last seen before an hour, and counts it; <c>first</c> is an hour that no place is before.</summary>
    public static int RemoveBefore(KeyPlace[] places, long first, long hour)
    {
        var removed = 0;
        for (var at = 0; at < places.Length; at++)
        {
            // What moves up into the place may be too old as well.
            while (!places[at].IsFree && places[at].HourSince(first) < hour)
            {
                Remove(places, at);
                removed++;
            }
        }

        return removed;
    }

    // Knuth's algorithm R: what stands behind the hole moves up, unless that would bring it before the place where looking for it begins.
    private static void Remove(KeyPlace[] places, int hole)
    {
        for (var at = Next(places, hole); !places[at].IsFree; at = Next(places, at))
        {
            var home = Home(places, places[at]);
            var isBetween = hole <= at ? hole < home && home <= at : hole < home || home <= at;
            if (!isBetween)
            {
                places[hole] = places[at];
                hole = at;
            }
        }

        places[hole] = default;
    }

    // The lower half as a fraction of 2^64 tells where to begin, whatever the length.
    private static int Home(KeyPlace[] places, KeyPlace key) => (int)Math.BigMul(key.Low, (ulong)places.Length, out _);

    private static int Next(KeyPlace[] places, int at) => at + 1 == places.Length ? 0 : at + 1;
}
