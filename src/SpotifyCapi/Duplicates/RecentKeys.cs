using System.Runtime.InteropServices;

namespace SpotifyCapi.Duplicates;

/// <summary>The keys of the last hours, in memory. An hour's keys are forgotten together.</summary>
/// <param name="window">How long a key is remembered, give or take an hour; at most seven years.</param>
/// <param name="maxKeys">Most keys kept; beyond it the oldest hour goes first; if one hour exceeds the limit, its further keys are not remembered. A
/// key takes about 21 bytes.</param>
/// <param name="time">The clock.</param>
public sealed class RecentKeys(TimeSpan window, int maxKeys, TimeProvider time)
{
    private readonly Lock gate = new();
    private HourlyKeys keys = new();

    // How many keys were last seen in an hour, of those that have any; none of them before the first hour of the keys.
    private readonly Dictionary<long, int> hours = [];
    private int count;

    /// <summary>How many keys are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return count;
        }
    }

    /// <summary>Whether a key is remembered.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(SeenKey key) => Look(key) != Sighting.New;

    /// <summary>What is known of a key.</summary>
    /// <param name="key">The key.</param>
    public Sighting Look(SeenKey key)
    {
        Span<Sighting> seen = [default];
        Find([key], seen);
        return seen[0];
    }

    /// <summary>Which keys are remembered. Together they take a fraction of the time, because memory is waited for once for several.</summary>
    /// <param name="looked">The keys.</param>
    /// <param name="seen">Receives an answer for each.</param>
    public void Find(ReadOnlySpan<SeenKey> looked, Span<Sighting> seen)
    {
        lock (gate)
        {
            Forget();
            for (var i = 0; i < looked.Length; i++)
            {
                seen[i] = !keys.TryFind(looked[i].Value, out _, out var print) ? Sighting.New
                    : print.Contradicts(looked[i].Print) ? Sighting.Conflict
                    : Sighting.Same;
            }
        }
    }

    /// <summary>Remembers a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="seenAt">When it was seen.</param>
    public void Add(SeenKey key, DateTimeOffset seenAt) => Add([key], seenAt);

    /// <summary>Remembers keys.</summary>
    /// <param name="added">The keys.</param>
    /// <param name="seenAt">When they were seen.</param>
    public void Add(ReadOnlySpan<SeenKey> added, DateTimeOffset seenAt)
    {
        lock (gate)
        {
            Forget();

            // Another instance's clock may be ahead, and a stored record may name any hour.
            var hour = Math.Min(Hour(seenAt), Hour(time.GetUtcNow()));
            foreach (var key in added)
                Add(key, hour);
        }
    }

    private void Add(SeenKey added, long hour)
    {
        var key = added.Value;
        if (hour < keys.First)
            return;

        if (keys.TryFind(key, out var before, out var print))
        {
            if (before < hour)
            {
                Leave(before);
                CollectionsMarshal.GetValueRefOrAddDefault(hours, hour, out _)++;
                keys.Put(key, print, hour);
            }

            return;
        }

        // Only older hours make room. To know less is safe, and a single long file must not take all of the memory.
        while (count >= maxKeys && hours.Count > 0 && hours.Keys.Min() is var oldest && oldest < hour)
            ForgetBefore(oldest + 1);

        if (count < maxKeys)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(hours, hour, out _)++;
            keys.Put(key, added.Print, hour);
            count++;
        }
    }

    // An hour without keys would be taken for the oldest one when room is to be made.
    private void Leave(long hour)
    {
        if (--CollectionsMarshal.GetValueRefOrNullRef(hours, hour) == 0)
            hours.Remove(hour);
    }

    private static long Hour(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    private void Forget()
    {
        var now = time.GetUtcNow();
        var oldest = Hour(now - window);
        if (oldest > keys.First)
        {
            ForgetBefore(oldest);
        }
        else if (keys.First > Hour(now))
        {
            // The clock was far ahead and has been set right. What was forgotten then is lost, but nothing is refused for being too old.
            (keys, count) = (new HourlyKeys(), 0);
            hours.Clear();
            ForgetBefore(oldest);
        }
    }

    private void ForgetBefore(long first)
    {
        foreach (var (hour, keysOfIt) in hours)
        {
            if (hour < first)
            {
                count -= keysOfIt;
                hours.Remove(hour);
            }
        }

        keys.ForgetBefore(first);
    }
}
