using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Records;

/// <summary>From an event to its line in the journal.</summary>
public static class JournalEvents
{
    /// <summary>Describes an event.</summary>
    /// <param name="event">The event.</param>
    /// <param name="profile">How its name was spelled.</param>
    public static JournalEvent Describe(HashedEvent @event, Profile profile)
    {
        var facts = @event.Facts;
        return new JournalEvent(
            facts.EventId,
            Arrivals.NameOf(facts.Event, profile),
            facts.SourceEventName,
            facts.EventTime,
            Word(facts.Consent),
            facts.OptOutTargeting,
            Present(@event.Identifiers),
            facts.Money?.Amount,
            facts.Money?.Currency,
            facts.OrderId,
            facts.Dropped)
        {
            PlatformOrderId = facts.PlatformOrderId,
        };
    }

    /// <summary>The entry about events whose message the host gave up.</summary>
    /// <param name="header">The message's header.</param>
    /// <param name="events">Its events.</param>
    /// <param name="destination">Where they were to go; null when that is not configured.</param>
    /// <param name="at">Now.</param>
    public static JournalEntry Poison(EnvelopeHeader header, IReadOnlyList<HashedEvent> events, Destination? destination, DateTimeOffset at) => new(
        at,
        header.Destination,
        destination?.Profile.ToString() ?? string.Empty,
        destination?.Endpoint.AbsoluteUri ?? string.Empty,
        destination?.Scope ?? string.Empty,
        header.Source,
        header.Attempt + 1,
        header.FirstQueued,
        "dead",
        DeliveryReasons.Poison,
        null,
        null,
        0,
        header.Replayed,
        [.. events.Select(@event => Describe(@event, destination?.Profile ?? default))]);

    /// <summary>granted, denied or unknown.</summary>
    internal static string Word(MarketingConsent consent) =>
        consent switch { MarketingConsent.Granted => "granted", MarketingConsent.Denied => "denied", _ => "unknown" };

    // An IP address and a device id are personal as they are, so only their presence is told.
    private static List<string> Present(HashedIdentifiers who)
    {
        var present = new List<string>(4);
        for (var i = 0; i < who.Emails.Count; i++)
            present.Add($"email {who.Emails[i]}");

        if (who.Phone is { } phone)
            present.Add($"phone {phone}");

        if (!who.IpAddressText.IsMissing)
            present.Add("ip_address");

        if (!who.DeviceIdText.IsMissing)
            present.Add("device_id");

        return present;
    }
}
