using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Webhooks;

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

    /// <summary>A platform's request about personal data. There is nothing to send; what is held can be found by these.</summary>
    /// <param name="Kind">What is asked for.</param>
    /// <param name="Emails">Addresses of the person.</param>
    /// <param name="Phones">Phone numbers of the person.</param>
    /// <param name="OrderIds">The platform's ids of the person's orders.</param>
    /// <param name="EventIds">Ids that events of the person were given by this source, as far as its recipes allow to tell.</param>
    /// <param name="DeliveryId">Id of the delivery, the same on every retry of it; null when the platform gives none.</param>
    public sealed record PrivacyRequest(
        PrivacyRequestKind Kind,
        IReadOnlyList<RawEmail> Emails,
        IReadOnlyList<RawPhone> Phones,
        IReadOnlyList<string> OrderIds,
        IReadOnlyList<string> EventIds,
        string? DeliveryId = null) : SourceReading;

    /// <summary>The body cannot be read.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Malformed(ValidationError Error) : SourceReading;
}
