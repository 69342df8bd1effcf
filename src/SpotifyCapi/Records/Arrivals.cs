using System.Text;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Records;

/// <summary>From an event and the decision about it to its line in the ingest log.</summary>
public static class Arrivals
{
    private static readonly string[] Kinds = ["email", "phone", "ip_address", "device_id"];

    /// <summary>Every combination of kinds, so that no line needs a list of its own.</summary>
    private static readonly IReadOnlyList<string>[] Present =
        [.. Enumerable.Range(0, 1 << Kinds.Length).Select(bits => Kinds.Where((_, bit) => (bits & (1 << bit)) != 0).ToArray())];

    // Filled as names are asked for.
    private static readonly string?[][] Names = [.. Enum.GetValues<Profile>().Select(_ => new string?[Enum.GetValues<StandardEvent>().Length])];

    /// <summary>An event that is in the queue.</summary>
    /// <param name="accepted">The event.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="at">When it was queued.</param>
    /// <param name="topic">The webhook's topic; null when there is none.</param>
    public static Arrival Accepted(AcceptedEvent accepted, string source, Destination destination, DateTimeOffset at, string? topic = null)
    {
        var (facts, who) = (accepted.Facts, accepted.Identifiers);
        return new Arrival
        {
            At = WholeMilliseconds(at),
            Source = source,
            Destination = destination.Name,
            Topic = ArrivalText.Name(topic),
            Status = ArrivalStatus.Accepted,
            EventId = facts.EventId,
            EventName = NameOf(facts.Event, destination.Profile),
            SourceEventName = ArrivalText.Name(facts.SourceEventName),
            EventTime = facts.EventTime,
            Consent = JournalEvents.Word(facts.Consent),
            OptOutTargeting = facts.OptOutTargeting,
            Identifiers = Identified(who),
            Dropped = facts.Dropped.Count > 0 ? facts.Dropped : null,
        };
    }

    /// <summary>An event that is not in the queue. Its fields were not vouched for, so only its names are looked at.</summary>
    /// <param name="event">As read; null when a webhook was not read that far.</param>
    /// <param name="status">One of <see cref="ArrivalStatus"/>.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="destination">Where it would have gone.</param>
    /// <param name="at">When it arrived.</param>
    public static Arrival Other(ConversionEvent? @event, string status, string source, Destination destination, DateTimeOffset at) => new()
    {
        At = WholeMilliseconds(at),
        Source = source,
        Destination = destination.Name,
        Status = status,
        Topic = ArrivalText.Name(@event?.Topic),
        EventId = ArrivalText.Id(@event?.EventId),
        EventName = Resolved(@event?.EventName, destination),
        SourceEventName = ArrivalText.Name(@event?.EventName),
    };

    /// <summary>A dead letter that was put back into the queue.</summary>
    /// <param name="event">The event.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="at">When it was queued again.</param>
    public static Arrival Replayed(AcceptedEvent @event, string source, Destination destination, DateTimeOffset at) =>
        Accepted(@event, source, destination, at) with { Replayed = true };

    /// <summary>The profile's spelling of an event; of one that it does not have, Spotify's own.</summary>
    /// <param name="event">The event.</param>
    /// <param name="profile">The profile.</param>
    public static string NameOf(StandardEvent @event, Profile profile) =>
        Names[(int)profile][(int)@event] ??= Encoding.UTF8.GetString((RequestFormats.For(profile) is var format && format.Has(@event) ? format : RequestFormats.For(Profile.CapiDirect)).NameOf(@event));

    /// <summary>Cuts a moment to what an envelope keeps of it.</summary>
    /// <param name="at">Any moment.</param>
    public static DateTimeOffset WholeMilliseconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    private static string? Resolved(string? name, Destination destination) =>
        name is not null && (destination.EventMap.TryGetValue(EventNames.Key(name), out var standard) || EventNames.TryResolve(name, out standard))
            ? NameOf(standard, destination.Profile)
            : null;

    private static IReadOnlyList<string> Identified(IdentifierSet who) =>
        Present[(who.HasEmail ? 1 : 0) | (who.HasPhone ? 2 : 0) | (!who.IpAddressText.IsMissing ? 4 : 0) | (!who.DeviceIdText.IsMissing ? 8 : 0)];
}
