using System.Diagnostics.CodeAnalysis;
using SpotifyCapi.Codes;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>
/// Everything about a validated event but the person: typed, cleaned, nothing left to decide. It is what the queue holds, so that a retry
/// or a replay gives the same bytes whatever the settings have become since.
/// </summary>
public sealed record EventFacts
{
    /// <summary>Facts, to be filled in.</summary>
    public EventFacts()
    {
    }

#pragma warning disable CS8618 // The properties of the two texts are set by way of what is behind them.
    [SetsRequiredMembers]
    internal EventFacts(StandardEvent @event, Utf8Text sourceEventName, Utf8Text eventId, DateTimeOffset eventTime) =>
        (Event, SourceEventNameText, EventIdText, EventTime) = (@event, sourceEventName, eventId, eventTime);
#pragma warning restore CS8618

    /// <summary>The event that the name resolved to.</summary>
    public required StandardEvent Event { get; init; }

    /// <summary>The name as the source spelled it.</summary>
    public required string SourceEventName { get => SourceEventNameText.ToString(); init => SourceEventNameText = value; }

    /// <summary>Business-level id, the key that Spotify removes duplicates by.</summary>
    public required string EventId { get => EventIdText.ToString(); init => EventIdText = value; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>Where it happened; null when not told.</summary>
    public ActionSource? ActionSource { get; init; }

    /// <summary>http or https.</summary>
    public string? EventSourceUrl { get => EventSourceUrlText.OrNull(); init => EventSourceUrlText = value; }

    /// <summary>What the person said.</summary>
    public MarketingConsent Consent { get; init; }

    /// <summary>The signal that decided the consent, such as <c>gpp</c>; null when it was the explicit yes or no, or nothing did.</summary>
    public string? ConsentSignal { get; init; }

    /// <summary>How the amount came about, such as <c>119 - tax 19 = 100</c>; null when it is the one that was told.</summary>
    public string? AmountSteps { get; init; }

    /// <summary>What Spotify is told: true keeps the person out of retargeting.</summary>
    public required bool OptOutTargeting { get; init; }

    /// <summary>Amount and currency, or neither.</summary>
    public Money? Money { get; init; }

    /// <summary>Name of the product or page.</summary>
    public string? ContentName { get => ContentNameText.OrNull(); init => ContentNameText = value; }

    /// <summary>Google product taxonomy id.</summary>
    public string? ContentCategory { get => ContentCategoryText.OrNull(); init => ContentCategoryText = value; }

    /// <summary>The shop's order number.</summary>
    public string? OrderId { get => OrderIdText.OrNull(); init => OrderIdText = value; }

    /// <summary>The platform's own id of the order, where the event's id does not tell it. Spotify does not get it.</summary>
    public string? PlatformOrderId { get; init; }

    /// <summary>What was left out and why.</summary>
    public IReadOnlyList<DroppedField> Dropped { get; init; } = [];

    /// <summary>Whether the time is only a day, put at noon; not kept in the queue.</summary>
    internal bool IsDayOnly { get; init; }

    internal Utf8Text SourceEventNameText { get; init; }

    internal Utf8Text EventIdText { get; init; }

    internal Utf8Text EventSourceUrlText { get; init; }

    internal Utf8Text ContentNameText { get; init; }

    internal Utf8Text ContentCategoryText { get; init; }

    internal Utf8Text OrderIdText { get; init; }
}

/// <summary>An event that passed validation, with identifiers that may still be readable. It lives in the process and in its own queue only.</summary>
/// <param name="Facts">What happened.</param>
/// <param name="Identifiers">Who did it.</param>
public sealed record AcceptedEvent(EventFacts Facts, IdentifierSet Identifiers);

/// <summary>An event whose e-mail addresses and phone number are digests: the only form that a mapper, the journal or a dead letter sees.</summary>
/// <param name="Facts">What happened.</param>
/// <param name="Identifiers">Who did it, in digests.</param>
public sealed record HashedEvent(EventFacts Facts, HashedIdentifiers Identifiers)
{
    /// <summary>Hashes an accepted event.</summary>
    /// <param name="accepted">The event.</param>
    /// <param name="format">Which form of the phone number is hashed.</param>
    public static HashedEvent Of(AcceptedEvent accepted, PhoneFormat format) =>
        new(accepted.Facts, HashedIdentifiers.Of(accepted.Identifiers, format));

    /// <summary>Hashes accepted events, which for many together takes a fraction of the time.</summary>
    /// <param name="accepted">The events.</param>
    /// <param name="format">Which form of the phone number is hashed.</param>
    public static HashedEvent[] OfAll(IReadOnlyList<AcceptedEvent> accepted, PhoneFormat format)
    {
        using var batch = DigestBatch.Rent();
        for (var i = 0; i < accepted.Count; i++)
            HashedIdentifiers.AddReadable(accepted[i].Identifiers, format, batch);

        batch.Complete();
        var hashed = new HashedEvent[accepted.Count];
        var next = 0;
        for (var i = 0; i < hashed.Length; i++)
            hashed[i] = new HashedEvent(accepted[i].Facts, HashedIdentifiers.Take(accepted[i].Identifiers, batch, ref next));

        return hashed;
    }
}
