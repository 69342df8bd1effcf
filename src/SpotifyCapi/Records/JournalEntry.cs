using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Records;

/// <summary>Where accepted events are: stable words of the journal and of the answers about it.</summary>
public static class DeliveryStatus
{
    /// <summary>In the queue, not tried yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>Spotify has them.</summary>
    public const string Delivered = "delivered";

    /// <summary>In the queue again after an attempt.</summary>
    public const string Deferred = "deferred";

    /// <summary>In the queue again without an attempt, because the destination is not called.</summary>
    public const string Paused = "paused";

    /// <summary>In the dead letters.</summary>
    public const string Dead = "dead";

    /// <summary>Those that an entry of the journal can have.</summary>
    public static IReadOnlyList<string> OfRequests { get; } = [Delivered, Deferred, Paused, Dead];
}

/// <summary>The outcome of one request to Spotify, or of events that were deferred without one.</summary>
/// <param name="At">When it ended, UTC.</param>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Endpoint">Where it was posted.</param>
/// <param name="Scope">Connection, or advertiser and conversion.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="FirstQueued">When the events were accepted.</param>
/// <param name="Outcome">One of <see cref="DeliveryStatus"/> other than waiting.</param>
/// <param name="Reason">Why not delivered.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="TraceId">Spotify's id of the request.</param>
/// <param name="DurationMilliseconds">Time of the request, with its immediate retries; 0 when nothing was sent.</param>
/// <param name="Replayed">Whether the events came out of the dead letters.</param>
/// <param name="Events">What it was about.</param>
public sealed record JournalEntry(
    DateTimeOffset At, string Destination, string Profile, string Endpoint, string Scope, string Source, int Attempt, DateTimeOffset FirstQueued,
    string Outcome, string? Reason, int? Status, string? TraceId, double DurationMilliseconds, bool Replayed, IReadOnlyList<JournalEvent> Events)
{
    /// <summary>The entry about events whose message exceeded maxDequeueCount; the destination is null when it is not configured.</summary>
    public static JournalEntry Poison(EnvelopeHeader header, IReadOnlyList<HashedEvent> events, Destination? destination, DateTimeOffset at) =>
        Of(header, events, destination, at, DeliveryStatus.Dead, DeliveryReasons.Poison);

    /// <summary>The entry about events for which nothing was sent.</summary>
    internal static JournalEntry Of(
        EnvelopeHeader header, IReadOnlyList<HashedEvent> events, Destination? destination, DateTimeOffset at, string outcome, string? reason) => new(
        at,
        header.Destination,
        destination?.Profile.ToString() ?? string.Empty,
        destination?.Endpoint.AbsoluteUri ?? string.Empty,
        destination?.Scope ?? string.Empty,
        header.Source,
        header.Attempt + 1,
        header.FirstQueued,
        outcome,
        reason,
        Status: null,
        TraceId: null,
        DurationMilliseconds: 0,
        header.Replayed,
        [.. events.Select(@event => JournalEvent.Of(@event, destination?.Profile ?? default))]);
}

/// <summary>One event of a journal entry: enough to explain it, nothing that identifies the person.</summary>
/// <param name="EventId">Its id.</param>
/// <param name="EventName">The name as Spotify got it.</param>
/// <param name="SourceEventName">The name as the source spelled it.</param>
/// <param name="EventTime">UTC.</param>
/// <param name="Consent">granted, denied or unknown.</param>
/// <param name="OptOutTargeting">What Spotify was told.</param>
/// <param name="Identifiers">Which identifiers were present, digests cut to eight characters.</param>
/// <param name="Amount">Amount.</param>
/// <param name="Currency">Currency.</param>
/// <param name="OrderId">The shop's order number.</param>
/// <param name="Dropped">What was left out and why.</param>
public sealed record JournalEvent(
    string EventId, string EventName, string SourceEventName, DateTimeOffset EventTime, string Consent, bool OptOutTargeting,
    IReadOnlyList<string> Identifiers, decimal? Amount, string? Currency, string? OrderId, IReadOnlyList<DroppedField> Dropped)
{
    /// <summary>The platform's own id of the order, where the event's id does not tell it.</summary>
    public string? PlatformOrderId { get; init; }

    /// <summary>What decided the consent: <c>explicit</c>, or the name of a signal such as <c>gpp</c>; null when nothing did.</summary>
    public string? ConsentSignal { get; init; }

    /// <summary>How the amount came about; null when it is the one that was told.</summary>
    public string? AmountSteps { get; init; }

    internal static JournalEvent Of(HashedEvent @event, Profile profile)
    {
        var facts = @event.Facts;
        return new JournalEvent(
            facts.EventId,
            IRequestFormat.Spelling(facts.Event, profile),
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
            ConsentSignal = Signal(facts),
            AmountSteps = facts.AmountSteps,
        };
    }

    /// <summary>What decided the consent: <c>explicit</c>, the name of a signal, or null when nothing did.</summary>
    public static string? Signal(EventFacts facts) => facts.ConsentSignal ?? (facts.Consent == MarketingConsent.Unknown ? null : "explicit");

    /// <summary>A verdict in the words of journal and answers.</summary>
    public static string Word(MarketingConsent consent) =>
        consent switch { MarketingConsent.Granted => "granted", MarketingConsent.Denied => "denied", _ => "unknown" };

    // An IP address and a device id are personal as they are, so only their presence is recorded.
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

/// <summary>Keeps the outcome of every request, to answer what happened to order 1001.</summary>
public interface IDeliveryJournal
{
    /// <summary>Writes entries, at most one storage call for each. A failure is counted and never thrown: the delivery stands.</summary>
    Task WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken);
}
