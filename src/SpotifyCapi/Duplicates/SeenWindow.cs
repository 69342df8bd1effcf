namespace SpotifyCapi.Duplicates;

/// <summary>The keys of the last hours, in memory. An hour's keys are forgotten together, so that forgetting costs nothing.</summary>
/// <param name="window">How long a key is remembered, give or take an hour.</param>
/// <param name="maxKeys">Most keys kept; beyond it the oldest hour goes first, and an hour that fills it alone takes no more. A key takes about 18 bytes.</param>
/// <param name="time">The clock.</param>
public sealed class SeenWindow(TimeSpan window, int maxKeys, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, CompactKeys> hours = [];

    // What every look goes through; walking a sorted dictionary would allocate each time.
    private CompactKeys[] latestFirst = [];
    private long forgottenBefore;
    private int count;

    /// <summary>How many keys are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return count;
            }
        }
    }

    /// <summary>Whether a key is remembered.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(SeenKey key)
    {
        lock (gate)
        {
            Forget();
            foreach (var keys in latestFirst)
            {
                if (keys.Contains(key.Value))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Remembers a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="seenAt">When it was seen.</param>
    public void Add(SeenKey key, DateTimeOffset seenAt)
    {
        lock (gate)
        {
            Forget();
            var hour = Hour(seenAt);
            if (hour < forgottenBefore || (hours.TryGetValue(hour, out var keys) && keys.Contains(key.Value)))
            {
                return;
            }

            // Only older hours make room. To know less is safe, and a single long file must not take all of the memory.
            while (count >= maxKeys && hours.Count > 0 && hours.Keys.First() is var oldest && oldest < hour)
            {
                Remove(oldest);
            }

            if (count >= maxKeys)
            {
                return;
            }

            if (keys is null)
            {
                hours[hour] = keys = new CompactKeys();
                latestFirst = [.. hours.Values.Reverse()];
            }

            keys.Add(key.Value);
            count++;
        }
    }

    private static long Hour(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    private void Forget()
    {
        var oldest = Hour(time.GetUtcNow() - window);
        if (oldest == forgottenBefore)
        {
            return;
        }

        forgottenBefore = oldest;
        while (hours.Count > 0 && hours.Keys.First() is var hour && hour < oldest)
        {
            Remove(hour);
        }
    }

    private void Remove(long hour)
    {
        count -= hours[hour].Count;
        hours.Remove(hour);
        latestFirst = [.. hours.Values.Reverse()];
    }
}
