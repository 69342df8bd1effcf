using System.Collections.Frozen;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>The lanes of all destinations.</summary>
public sealed class DeliveryLanes : IDisposable
{
    private readonly FrozenDictionary<string, DestinationLane> lanes;

    /// <summary>Opens a lane for each destination.</summary>
    /// <param name="destinations">The destinations.</param>
    /// <param name="options">When a breaker opens.</param>
    /// <param name="time">The clock.</param>
    public DeliveryLanes(IEnumerable<Destination> destinations, BreakerOptions options, TimeProvider time) =>
        lanes = destinations.ToFrozenDictionary(
            destination => destination.Name, destination => new DestinationLane(destination, options, time), StringComparer.OrdinalIgnoreCase);

    /// <summary>Every lane.</summary>
    public IReadOnlyCollection<DestinationLane> All => lanes.Values;

    /// <summary>The lane of a destination; null when it is not configured.</summary>
    /// <param name="destination">Name of the destination.</param>
    public DestinationLane? Find(string destination) => lanes.GetValueOrDefault(destination);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in lanes.Values)
            lane.Dispose();
    }
}
