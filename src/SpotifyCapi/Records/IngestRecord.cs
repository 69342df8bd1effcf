using System.Text.Json.Serialization;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Records;

/// <summary>One event as it arrived: a line of the ingest log. Codes and names only; nothing of the person, no amount, no text of the payload.</summary>
public sealed record IngestRecord
{
    private static readonly string[] Kinds = ["email", "phone", "ip_address", "device_id"];

    // Every combination of kinds, so that no line needs a list of its own.
    private static readonly IReadOnlyList<string>[] Present =
        [.. Enumerable.Range(0, 1 << Kinds.Length).Select(bits => Kinds.Where((_, bit) => (bits & (1 << bit)) != 0).ToArray())];

    /// <summary>Instance and number: unique, and the same when a line had to be written twice.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>When it arrived, UTC, whole milliseconds. For an accepted event this is what the envelope calls first queued.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Name of the destination.</summary>
    public required string Destination { get; init; }

    /// <summary>The webhook's topic; null when there is none.</summary>
    public string? Topic { get; init; }

    /// <summary>One of <see cref="IngestStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it was ignored, or the first error's code.</summary>
    public string? Reason { get; init; }

    /// <summary>Its id; null when it has none, or one that must not be kept.</summary>
    public string? EventId { get; init; }

    /// <summary>The name as Spotify gets it; null when it maps to none.</summary>
    public string? EventName { get; init; }

    /// <summary>The name as the source spelled it; null when it is more than a name.</summary>
    public string? SourceEventName { get; init; }

    /// <summary>When it happened; only of an accepted event.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>granted, denied or unknown; only of an accepted event.</summary>
    public string? Consent { get; init; }

    /// <summary>What decided the consent, as in <see cref="JournalEvent.ConsentSignal"/>; only of an accepted event.</summary>
    public string? ConsentSignal { get; init; }

    /// <summary>One of <see cref="OrderKinds"/>; null for any other order, and where nothing was accepted.</summary>
    public string? OrderKind { get; init; }

    /// <summary>What Spotify is told; only of an accepted event.</summary>
    public bool? OptOutTargeting { get; init; }

    /// <summary>Kinds of identifiers that are present; only of an accepted event.</summary>
    public IReadOnlyList<string>? Identifiers { get; init; }

    /// <summary>See <see cref="MatchFigures.AddressBucket"/>. It is counted and never part of a line.</summary>
    [JsonIgnore]
    public string? AddressBucket { get; init; }

    /// <summary>What was left out and why.</summary>
    public IReadOnlyList<DroppedField>? Dropped { get; init; }

    /// <summary>What its sender must change.</summary>
    public IReadOnlyList<ValidationError>? Errors { get; init; }

    /// <summary>True when it came out of the dead letters.</summary>
    public bool? Replayed { get; init; }

    /// <summary>An event that is in the queue.</summary>
    public static IngestRecord Accepted(AcceptedEvent accepted, string source, Destination destination, DateTimeOffset at, string? topic = null)
    {
        var (facts, who) = (accepted.Facts, accepted.Identifiers);
        return new IngestRecord
        {
            At = WholeMilliseconds(at),
            Source = source,
            Destination = destination.Name,
            Topic = SenderText.Name(topic),
            Status = IngestStatus.Accepted,
            EventId = facts.EventId,
            EventName = IRequestFormat.Spelling(facts.Event, destination.Profile),
            SourceEventName = SenderText.Name(facts.SourceEventName),
            EventTime = facts.EventTime,
            Consent = JournalEvent.Word(facts.Consent),
            ConsentSignal = JournalEvent.Signal(facts),
            OptOutTargeting = facts.OptOutTargeting,
            Identifiers = Identified(who),
            AddressBucket = who.IpAddressText.OrNull() is { } address ? MatchFigures.AddressBucket(address) : null,
            Dropped = facts.Dropped.Count > 0 ? facts.Dropped : null,
        };
    }

    /// <summary>An event that is not in the queue. Its fields were not validated, so only its names are kept.</summary>
    public static IngestRecord Other(ConversionEvent? @event, string status, string source, Destination destination, DateTimeOffset at) => new()
    {
        At = WholeMilliseconds(at),
        Source = source,
        Destination = destination.Name,
        Status = status,
        Topic = SenderText.Name(@event?.Topic),
        EventId = SenderText.Id(@event?.EventId),
        EventName = Resolved(@event?.EventName, destination),
        SourceEventName = SenderText.Name(@event?.EventName),
    };

    /// <summary>A dead letter that was put back into the queue.</summary>
    public static IngestRecord OfReplay(AcceptedEvent @event, string source, Destination destination, DateTimeOffset at) =>
        Accepted(@event, source, destination, at) with { Replayed = true };

    /// <summary>Cuts a moment to what an envelope keeps of it.</summary>
    public static DateTimeOffset WholeMilliseconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    private static string? Resolved(string? name, Destination destination) =>
        name is not null && (destination.EventMap.TryGetValue(EventNames.Key(name), out var standard) || EventNames.TryResolve(name, out standard))
            ? IRequestFormat.Spelling(standard, destination.Profile)
            : null;

    private static IReadOnlyList<string> Identified(IdentifierSet who) =>
        Present[(who.HasEmail ? 1 : 0) | (who.HasPhone ? 2 : 0) | (!who.IpAddressText.IsMissing ? 4 : 0) | (!who.DeviceIdText.IsMissing ? 8 : 0)];
}

/// <summary>What was decided about an event when it arrived: stable words of the ingest log and of the answers about it.</summary>
public static class IngestStatus
{
    /// <summary>It is in the queue.</summary>
    public const string Accepted = "accepted";

    /// <summary>The same event was accepted before.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Nothing is to be sent.</summary>
    public const string Ignored = "ignored";

    /// <summary>The sender must change it.</summary>
    public const string Rejected = "rejected";

    /// <summary>It was valid, but the queue did not confirm it; the sender was told to resend it.</summary>
    public const string Unstored = "unstored";
}

/// <summary>What of a sender's own words may be kept: names and ids, but nothing that looks like a person's data put in their place.</summary>
public static class SenderText
{
    // "Order Completed", "orders/paid" and the like. A longer run of digits is a number of something, most often a phone's.
    private const int MaxNameLength = 64;
    private const int MaxDigits = 5;

    /// <summary>A name, or null when the text is more than that.</summary>
    public static string? Name(string? text)
    {
        text = text?.Trim();
        return text is { Length: > 0 and <= MaxNameLength } && IsName(text) ? text : null;
    }

    /// <summary>An id, or null when it is too long for one or holds an e-mail address.</summary>
    public static string? Id(string? text)
    {
        text = text?.Trim();
        return text is { Length: > 0 and <= EventValidator.MaxEventIdLength } && !EmailLeak.IsIn(text) ? text : null;
    }

    private static bool IsName(string text) => text.All(IsOfName) && text.Count(char.IsAsciiDigit) <= MaxDigits;

    private static bool IsOfName(char c) => char.IsLetter(c) || char.IsAsciiDigit(c) || c is ' ' or '_' or '-' or '.' or '/' or ':' or '&';
}
