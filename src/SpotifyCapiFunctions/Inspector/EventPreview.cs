using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>What would become of an event: the decision, and for an accepted one the exact body that Spotify would get.</summary>
/// <param name="Event">As read.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Body">The request's JSON; empty unless accepted.</param>
public sealed record EventPreview(ConversionEvent Event, EventDecision Decision, ReadOnlyMemory<byte> Body)
{
    /// <summary>Fields that were left out of an event that is ignored for that very reason.</summary>
    public IReadOnlyList<DroppedField> DroppedAnyway { get; init; } = [];

    /// <summary>Takes an event along the whole way without queueing or sending it.</summary>
    /// <param name="validator">Decides.</param>
    /// <param name="event">As read.</param>
    /// <param name="destination">Where it would go.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="now">UTC.</param>
    public static EventPreview Of(EventValidator validator, ConversionEvent @event, Destination destination, string source, DateTimeOffset now)
    {
        var decision = validator.Validate(@event, destination);
        if (decision is not EventDecision.Accepted { Event: var accepted })
            return new EventPreview(@event, decision, default);

        if (EnvelopePacker.Pack(new EnvelopeHeader(destination.Name, source, 0, now), [accepted]).TooLarge.Count > 0)
            return new EventPreview(@event, new EventDecision.Rejected([EnvelopePacker.TooLargeError], accepted.Facts.Dropped), default);

        var hashed = HashedEvent.Of(accepted, destination.PhoneFormat);
        return new EventPreview(@event, decision, RequestBatcher.Write(IRequestFormat.For(destination.Profile), destination, [hashed])[0].Json);
    }
}
