namespace SpotifyCapi.Duplicates;

/// <summary>The keys of the last hours, in memory. An hour's keys are forgotten together, so that forgetting costs nothing.</summary>
/// <param name="window">How long a key is remembered, give or take an hour.</param>
/// <param name="maxKeys">Most keys kept; beyond it the oldest hour goes first. A key takes about 40 bytes.</param>
/// <param name="time">The clock.</param>
public sealed class SeenWindow(TimeSpan window, int maxKeys, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, HashSet<UInt128>> hours = [];
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
            foreach (var keys in hours.Values)
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
            if (hour < forgottenBefore)
            {
                return;
            }

            if (!hours.TryGetValue(hour, out var keys))
            {
                hours[hour] = keys = [];
            }

            count += keys.Add(key.Value) ? 1 : 0;
            while (count > maxKeys && hours.Count > 1)
            {
                Remove(hours.Keys.First());
            }
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
        foreach (var hour in hours.Keys.TakeWhile(hour => hour < oldest).ToArray())
        {
            Remove(hour);
        }
    }

    private void Remove(long hour)
    {
        count -= hours[hour].Count;
        hours.Remove(hour);
    }
}
