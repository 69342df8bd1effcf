using System.Collections.Frozen;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>What belongs to one destination while the app runs, so that an unhealthy one delays no other.</summary>
public sealed class DestinationPipeline(
    Destination destination, BreakerOptions options, TimeProvider time, Action<Destination, DestinationState>? paused = null) : IDisposable
{
    /// <summary>The destination.</summary>
    public Destination Destination { get; } = destination;

    /// <summary>Its breaker.</summary>
    public Breaker Breaker { get; } = new(options, time, state => paused?.Invoke(destination, state));

    internal RateBudget Budget { get; } = new(destination.MaxRequestsPerSecond, destination.MaxConcurrency, time);

    /// <inheritdoc/>
    public void Dispose() => Budget.Dispose();
}

/// <summary>The pipelines of all destinations. Who is to know of a pause is told when one begins.</summary>
public sealed class DestinationPipelines(
    IEnumerable<Destination> destinations, BreakerOptions options, TimeProvider time, Action<Destination, DestinationState>? paused = null) : IDisposable
{
    private readonly FrozenDictionary<string, DestinationPipeline> pipelines = destinations.ToFrozenDictionary(
        destination => destination.Name, destination => new DestinationPipeline(destination, options, time, paused), StringComparer.OrdinalIgnoreCase);

    /// <summary>Every pipeline.</summary>
    public IReadOnlyCollection<DestinationPipeline> All => pipelines.Values;

    /// <summary>The pipeline of a destination; null when it is not configured.</summary>
    public DestinationPipeline? Find(string destination) => pipelines.GetValueOrDefault(destination);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pipeline in pipelines.Values)
            pipeline.Dispose();
    }
}
