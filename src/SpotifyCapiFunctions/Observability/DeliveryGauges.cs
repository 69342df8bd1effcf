using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Delivery;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Observability;

/// <summary>What is read when somebody looks, rather than counted when it happens: breaker states and the age of the oldest event in delivery.</summary>
public sealed class DeliveryGauges
{
    // A queue does not tell the age of its hidden messages, so the oldest one that came up lately stands for it.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset SeenAt, DateTimeOffset FirstQueued)> oldest = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider time;

    /// <summary>Registers the gauges.</summary>
    public DeliveryGauges(ConversionTelemetry telemetry, DestinationPipelines lanes, TimeProvider time)
    {
        this.time = time;
        telemetry.Meter.CreateObservableGauge(MetricNames.BreakerState, () => lanes.All.Select(BreakerState), null, "0 ok, 1 probing, 2 open, 3 paused");
        telemetry.Meter.CreateObservableGauge(MetricNames.OldestAge, () => oldest.Select(Age), "s", "Age of the oldest event that came up in the last minute");
    }

    /// <summary>Notes an envelope that came up for delivery.</summary>
    public void Seen(string destination, DateTimeOffset firstQueued)
    {
        var now = time.GetUtcNow();
        oldest.AddOrUpdate(
            destination,
            (now, firstQueued),
            (_, known) => firstQueued <= known.FirstQueued || now - known.SeenAt > Memory ? (now, firstQueued) : known);
    }

    private static Measurement<int> BreakerState(DestinationPipeline lane) => new(
        lane.Breaker.State.Status switch
        {
            DestinationStatus.Ok => 0,
            DestinationStatus.Probing => 1,
            DestinationStatus.Open => 2,
            _ => 3,
        },
        new KeyValuePair<string, object?>(MetricTags.Destination, lane.Destination.Name));

    private Measurement<double> Age(KeyValuePair<string, (DateTimeOffset SeenAt, DateTimeOffset FirstQueued)> seen)
    {
        var now = time.GetUtcNow();
        var age = now - seen.Value.SeenAt > Memory ? 0 : (now - seen.Value.FirstQueued).TotalSeconds;
        return new Measurement<double>(age, new KeyValuePair<string, object?>(MetricTags.Destination, seen.Key));
    }
}

/// <summary>Says once that a destination is paused; the outcomes of its events say it each time (2001).</summary>
public sealed partial class PauseLog(ILogger<PauseLog> logger)
{
    /// <summary>A pause has begun, or its reason has changed.</summary>
    public void Write(Destination destination, DestinationState state) => LogPaused(logger, destination.Name, state.Reason, state.Until);

    [LoggerMessage(2010, LogLevel.Warning, "{Destination} is paused ({Reason}): its events wait, and the next one is tried at {Until:u}", EventName = "2010")]
    private static partial void LogPaused(ILogger logger, string destination, string? reason, DateTimeOffset? until);
}
