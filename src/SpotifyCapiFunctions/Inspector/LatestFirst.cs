using SpotifyCapi.Journal;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Keeps the latest of many arrivals, however many pass by.</summary>
/// <param name="count">How many.</param>
internal sealed class LatestFirst(int count)
{
    private readonly SortedDictionary<ListPosition, Arrival> kept = [];

    /// <summary>Whether something was left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Passes an arrival by; one that was written twice counts once.</summary>
    public void Add(Arrival arrival)
    {
        var position = ListPosition.Of(arrival);
        if (kept.Count == count && position.CompareTo(kept.First().Key) < 0)
        {
            IsCut = true;
            return;
        }

        if (kept.TryAdd(position, arrival) && kept.Count > count)
        {
            kept.Remove(kept.First().Key);
            IsCut = true;
        }
    }

    /// <summary>What was kept, latest first.</summary>
    public IReadOnlyList<Arrival> ToList() => [.. kept.Values.Reverse()];
}
