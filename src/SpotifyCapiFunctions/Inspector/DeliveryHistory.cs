using System.Collections.Frozen;
using System.Text.Json.Serialization;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Everything that is on record about one event.</summary>
public sealed class DeliveryHistory(
    ArrivalReader arrivals, JournalReader journal, LogIndex index, DeadLetterStore letters, FrozenDictionary<string, Destination> destinations,
    TimeProvider time)
{
    /// <summary>Looks an event up.</summary>
    /// <param name="from">Search no further back; null: 7 days.</param>
    /// <param name="destination">For this destination; null: any.</param>
    /// <param name="eventName">With this name; null: any.</param>
    /// <returns>Null when nothing is on record.</returns>
    internal async Task<DeliveryJson?> FindAsync(
        string eventId, DateTimeOffset? from, string? destination, string? eventName, CancellationToken cancellationToken)
    {
        var begin = from ?? time.GetUtcNow() - JournalReader.DefaultWindow;
        var places = await index.FindAsync((begin, time.GetUtcNow()), [LogKeys.OfEvent(eventId)], cancellationToken);
        var finding = arrivals.FindAsync(eventId, begin, places, cancellationToken);
        JournalEntry[] entries = [.. Meant(await journal.FindAsync(eventId, begin, places, cancellationToken), destination, eventName)];
        IngestRecord[] received =
        [
            .. (await finding).Where(arrival =>
                EventFilter.Is(destination, arrival.Destination) && EventFilter.IsNamed(eventName, arrival.EventName, arrival.SourceEventName)),
        ];
        if (entries.Length + received.Length == 0)
            return null;

        var outcome = EventOutcome.Of(received, entries);
        return new DeliveryJson(
            eventId,
            outcome.Outcome,
            outcome.Reason,
            entries.Select(entry => entry.Attempt).DefaultIfEmpty(0).Max(),
            EventTrace.Of(received, entries, name => destinations.GetValueOrDefault(name)),
            [.. received.Select(ReceivedJson.Of)],
            entries,
            entries.LastOrDefault(entry => entry.Outcome == DeliveryStatus.Dead) is { } dead ? await LetterAsync(dead, cancellationToken) : null);
    }

    // A request may hold several events of one id.
    private static IEnumerable<JournalEntry> Meant(IEnumerable<JournalEntry> entries, string? destination, string? eventName) =>
        from entry in entries
        where EventFilter.Is(destination, entry.Destination)
        let events = entry.Events.Where(@event => EventFilter.IsNamed(eventName, @event.EventName, @event.SourceEventName)).ToArray()
        where events.Length > 0
        select entry with { Events = events };

    private async Task<DeadLetterLinkJson?> LetterAsync(JournalEntry dead, CancellationToken cancellationToken)
    {
        var @event = dead.Events[0];
        return EventNames.TryResolve(@event.EventName, out var standard)
            && await letters.FindAsync(DeadLetterStore.NameOf(dead.Destination, standard, @event.EventId, dead.FirstQueued), cancellationToken) is { } item
            ? new DeadLetterLinkJson(item.Id, item.Reason, item.DiedAt, item.Message, item.Replays, item.ReplayedAt)
            : null;
    }
}

/// <summary>The answer of <c>GET /api/deliveries/{eventId}</c>: the event's last state, its way, its arrivals and every entry about it, oldest first.</summary>
internal sealed record DeliveryJson(
    string EventId, string Outcome, string? Reason, int Attempts, IReadOnlyList<TraceStep> Steps, IReadOnlyList<ReceivedJson> Received,
    IReadOnlyList<JournalEntry> Entries, DeadLetterLinkJson? DeadLetter);

/// <summary>One arrival of an event in the answer about it.</summary>
internal sealed record ReceivedJson(
    DateTimeOffset At, string Source, string Destination, string? Topic, string Status, string? Reason, string? EventName,
    string? SourceEventName, DateTimeOffset? EventTime, string? Consent, bool? OptOutTargeting, IReadOnlyList<string>? Identifiers,
    IReadOnlyList<DroppedField>? Dropped, IReadOnlyList<ValidationError>? Errors, bool? Replayed, string? ConsentSignal, string? OrderKind)
{
    public static ReceivedJson Of(IngestRecord arrival) => new(
        arrival.At, arrival.Source, arrival.Destination, arrival.Topic, arrival.Status, arrival.Reason, arrival.EventName,
        arrival.SourceEventName, arrival.EventTime, arrival.Consent, arrival.OptOutTargeting, arrival.Identifiers, arrival.Dropped,
        arrival.Errors, arrival.Replayed, arrival.ConsentSignal, arrival.OrderKind);
}

/// <summary>The dead letter of an event; its id is what a replay takes.</summary>
internal sealed record DeadLetterLinkJson(string Id, string Reason, DateTimeOffset? DiedAt, string? Message, int Replays, DateTimeOffset? ReplayedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeliveryJson))]
internal sealed partial class DeliveryJsonContext : JsonSerializerContext;
