using SpotifyCapi.Events;

namespace SpotifyCapi.Sources;

/// <summary>What a webhook turned out to say.</summary>
public abstract record SourceReading
{
    private SourceReading()
    {
    }

    /// <summary>Events, each to be validated.</summary>
    /// <param name="Items">At least one.</param>
    /// <param name="DeliveryId">Id of the delivery, the same on every retry of it; null when the platform gives none.</param>
    public sealed record Events(IReadOnlyList<ConversionEvent> Items, string? DeliveryId = null) : SourceReading;

    /// <summary>Well-formed, but nothing to send.</summary>
    /// <param name="Reason">One of <see cref="IgnoreReasons"/>.</param>
    /// <param name="EventId">The event that it would have been, when known.</param>
    public sealed record Ignored(string Reason, string? EventId = null) : SourceReading;

    /// <summary>The body cannot be read.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Malformed(ValidationError Error) : SourceReading;
}
