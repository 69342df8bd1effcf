using System.Text;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Journal;

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
            Encoding.UTF8.GetString(RequestFormats.For(profile).NameOf(facts.Event)),
            facts.SourceEventName,
            facts.EventTime,
            facts.Consent switch { MarketingConsent.Granted => "granted", MarketingConsent.Denied => "denied", _ => "unknown" },
            facts.OptOutTargeting,
            Present(@event.Identifiers),
            facts.Money?.Amount,
            facts.Money?.Currency,
            facts.OrderId,
            facts.Dropped);
    }

    // An IP address and a device id are personal as they are, so only their presence is told.
    private static List<string> Present(HashedIdentifiers who)
    {
        var present = new List<string>(4);
        present.AddRange(who.Emails.Select(digest => $"email {digest}"));
        if (who.Phone is { } phone)
        {
            present.Add($"phone {phone}");
        }

        if (who.IpAddress is not null)
        {
            present.Add("ip_address");
        }

        if (who.DeviceId is not null)
        {
            present.Add("device_id");
        }

        return present;
    }
}
