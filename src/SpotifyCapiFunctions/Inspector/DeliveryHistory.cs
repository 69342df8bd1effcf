using SpotifyCapi.Events;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Everything that is on record about one event.</summary>
/// <param name="arrivals">The ingest log.</param>
/// <param name="journal">The journal.</param>
/// <param name="letters">The dead letters.</param>
/// <param name="settings">The destinations.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryHistory(
    ArrivalReader arrivals, JournalReader journal, BlobDeadLetters letters, AppSettings settings, TimeProvider time)
{
    /// <summary>Looks an event up.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="from">Search no further back; null: 7 days.</param>
    /// <param name="destination">For this destination; null: any.</param>
    /// <param name="eventName">With this name; null: any.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    /// <returns>Null when nothing is on record.</returns>
    internal async Task<DeliveryJson?> FindAsync(
        string eventId, DateTimeOffset? from, string? destination, string? eventName, CancellationToken cancellationToken)
    {
        var begin = from ?? time.GetUtcNow() - JournalReader.DefaultWindow;
        var finding = arrivals.FindAsync(eventId, begin, cancellationToken);
        JournalEntry[] entries = [.. Meant(await journal.FindAsync(eventId, begin, cancellationToken), destination, eventName)];
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
            EventTrace.Of(received, entries, name => settings.Destinations.GetValueOrDefault(name)),
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
            && await letters.FindAsync(BlobDeadLetters.NameOf(dead.Destination, standard, @event.EventId, dead.FirstQueued), cancellationToken) is { } item
            ? new DeadLetterLinkJson(item.Id, item.Reason, item.DiedAt, item.Message, item.Replays, item.ReplayedAt)
            : null;
    }
}
