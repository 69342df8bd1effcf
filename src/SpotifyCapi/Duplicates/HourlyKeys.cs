using System.Runtime.CompilerServices;

namespace SpotifyCapi.Duplicates;

/// <summary>
/// Keys with the hour in which each was last seen, in some 18 bytes a key, where a dictionary takes 40 and twice that while it grows. One look
/// finds a key whatever its hour. The keys are digests, so any of their bits are as good as a hash: each part is one array with free places,
/// grows alone, and lets go of what is too old when it is next used.
/// </summary>
/// <remarks>
/// 86 bits of a key are compared: six choose the part, 80 stand in it. Among 2,500,000 keys a new one is taken for an old one once in 10^19 events.
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

    /// <summary>Lets go of everything before an hour.</summary>
    /// <param name="hour">Not before <see cref="First"/>.</param>
    public void ForgetBefore(long hour) => First = hour;

    /// <summary>Finds a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hour">When it was last seen.</param>
    public bool TryFind(UInt128 key, out long hour)
    {
        ref var part = ref PartOf(key);
        if (part.Places is not { } places || places[KeyPlaces.Of(places, new KeyPlace(key, 0))] is not { IsFree: false } found)
        {
            hour = 0;
            return false;
        }

        hour = found.HourSince(part.First);
        return true;
    }

    /// <summary>Puts a key in, or gives it another hour.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hour">At least <see cref="First"/>, and within 65,536 hours of it.</param>
    public void Put(UInt128 key, long hour)
    {
        ref var part = ref PartOf(key);
        var places = part.Places ??= new KeyPlace[FirstCapacity];
        var put = new KeyPlace(key, hour);
        var at = KeyPlaces.Of(places, put);
        if (places[at].IsFree && 10 * (++part.Count) > FullTenths * places.Length)
        {
            part.Places = places = KeyPlaces.Grow(places, places.Length * GrowthTenths / 10);
            at = KeyPlaces.Of(places, put);
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
            part.Count -= KeyPlaces.RemoveBefore(places, part.First, First);

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
