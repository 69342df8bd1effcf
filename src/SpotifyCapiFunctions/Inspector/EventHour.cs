using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// The events that arrived in one hour. Those with a line pass by first, then what the journal tells of others: an event that has no line of its
/// own (a flood, a crash) is listed once the journal tells of it.
/// </summary>
/// <param name="hour">The full hour.</param>
/// <param name="arrivals">The ingest log.</param>
/// <param name="ofLines">Its blobs.</param>
/// <param name="journal">The journal.</param>
/// <param name="ofEntries">Its blobs.</param>
internal sealed class EventHour(
    DateTimeOffset hour, ArrivalReader arrivals, IReadOnlyList<LogBlob> ofLines, JournalReader journal, IReadOnlyList<LogBlob> ofEntries)
{
    /// <summary>The hour.</summary>
    public DateTimeOffset Hour => hour;

    /// <summary>Whether nothing at all is on record.</summary>
    public bool IsEmpty => ofLines.Count + ofEntries.Count == 0;

    /// <summary>Looks for the latest of some events.</summary>
    /// <param name="top">Receives them.</param>
    /// <param name="isCandidate">Whether one is meant.</param>
    /// <param name="pieces">Counts all that pass by; null: not needed.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task FindAsync(LatestFirst top, Func<IngestRecord, bool> isCandidate, HourPieces? pieces, CancellationToken cancellationToken)
    {
        await foreach (var arrival in LinesAsync(cancellationToken))
        {
            pieces?.Count(arrival.At, 1);
            if (isCandidate(arrival))
                top.Add(arrival);
        }

        await foreach (var entry in EntriesAsync(cancellationToken))
        {
            pieces?.Count(entry.FirstQueued, entry.Events.Count);
            foreach (var @event in entry.Events)
            {
                if (top.MayBeNew(entry, @event) && Unlisted(entry, @event) is var unlisted && isCandidate(unlisted))
                    top.Add(unlisted);
            }
        }
    }

    /// <summary>Gathers the accepted events of a piece of the hour.</summary>
    /// <param name="crowd">Receives them.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="begin">Accepted at this time or later.</param>
    /// <param name="end">Accepted earlier.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task GatherAsync(TriedCrowd crowd, EventFilter filter, DateTimeOffset begin, DateTimeOffset end, CancellationToken cancellationToken)
    {
        await foreach (var arrival in LinesAsync(cancellationToken))
        {
            if (arrival.Status == IngestStatus.Accepted && arrival.At >= begin && arrival.At < end && filter.MayMatch(arrival))
                crowd.Accept(arrival.Destination, arrival.EventName, arrival.EventId, arrival.At);
        }

        await foreach (var entry in EntriesAsync(cancellationToken))
        {
            foreach (var @event in entry.FirstQueued >= begin && entry.FirstQueued < end ? entry.Events : [])
            {
                if (filter.MayMatch(Described(entry, @event)))
                    crowd.Accept(entry.Destination, @event.EventName, @event.EventId, entry.FirstQueued);
            }
        }
    }

    private IAsyncEnumerable<IngestRecord> LinesAsync(CancellationToken cancellationToken) =>
        arrivals.ScanAsync(ofLines, [], cancellationToken).Where(arrival => AppendLogReader.HourOf(arrival.At) == hour);

    private IAsyncEnumerable<JournalEntry> EntriesAsync(CancellationToken cancellationToken) =>
        journal.ScanAsync(ofEntries, cancellationToken).Where(entry => AppendLogReader.HourOf(entry.FirstQueued) == hour);

    private static IngestRecord Unlisted(JournalEntry entry, JournalEvent @event) => Described(entry, @event) with
    {
        Key = "journal-" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Destination}\0{@event.EventName}\0{@event.EventId}\0{entry.FirstQueued.UtcTicks}")).AsSpan(0, 8)),
    };

    private static IngestRecord Described(JournalEntry entry, JournalEvent @event) => new()
    {
        At = entry.FirstQueued,
        Source = entry.Source,
        Destination = entry.Destination,
        Status = IngestStatus.Accepted,
        EventId = @event.EventId,
        EventName = @event.EventName,
        SourceEventName = SenderText.Name(@event.SourceEventName),
        EventTime = @event.EventTime,
        Replayed = entry.Replayed ? true : null,
    };
}
