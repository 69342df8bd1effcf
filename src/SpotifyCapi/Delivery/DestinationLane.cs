using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>What belongs to one destination while the app runs, so that a sick one delays nobody else.</summary>
public sealed class DestinationLane : IDisposable
{
    /// <summary>Opens a lane.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="options">When its breaker opens.</param>
    /// <param name="time">The clock.</param>
    public DestinationLane(Destination destination, BreakerOptions options, TimeProvider time)
    {
        Destination = destination;
        Breaker = new Breaker(options, time);
        Budget = new RateBudget(destination.MaxRequestsPerSecond, destination.MaxConcurrency, time);
    }

    /// <summary>The destination.</summary>
    public Destination Destination { get; }

    /// <summary>Its breaker.</summary>
    public Breaker Breaker { get; }

    /// <summary>Its rate.</summary>
    public RateBudget Budget { get; }

    /// <inheritdoc/>
    public void Dispose() => Budget.Dispose();
}
