namespace SpotifyCapi.Duplicates;

/// <summary>An array of places as a hash table: a key stands where its digest sends it, or in the first free place behind (Knuth, volume 3, 6.4).</summary>
internal static class KeyPlaces
{
    /// <summary>Where a key stands, or the free place where it belongs.</summary>
    /// <param name="places">At least one of them is free.</param>
    /// <param name="key">The key.</param>
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

    /// <summary>Takes out what was last seen before an hour.</summary>
    /// <param name="places">The places.</param>
    /// <param name="first">An hour that none of them is before.</param>
    /// <param name="hour">The hour.</param>
    /// <returns>How many were taken out.</returns>
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
