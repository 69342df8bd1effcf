using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>The decision about one event, the same for requests and for files.</summary>
internal static class Admission
{
    /// <summary>Validates an event; an accepted one is as it may go into the queue.</summary>
    /// <param name="event">As read.</param>
    /// <param name="destination">Where it is to go.</param>
    /// <param name="validator">Decides.</param>
    /// <param name="settings">Whether readable values may go into the queue.</param>
    public static EventDecision Decide(ConversionEvent @event, Destination destination, EventValidator validator, AppSettings settings)
    {
        var decision = validator.Validate(@event, destination);
        return settings.HashBeforeQueue && decision is EventDecision.Accepted { Event: var good }
            ? new EventDecision.Accepted(good with { Identifiers = good.Identifiers.WithoutReadable(destination.PhoneFormat) })
            : decision;
    }
}
