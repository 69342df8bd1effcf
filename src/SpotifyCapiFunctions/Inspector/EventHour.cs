using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// The events that were received in one hour. Those with a line come first, then what the journal tells of others: an event without a line of its
/// own (a flood, a crash) is listed once the journal tells of it.
/// </summary>
internal sealed class EventHour(
    DateTimeOffset hour, ArrivalReader arrivals, IReadOnlyList<LogBlob> ofLines, JournalReader journal, IReadOnlyList<LogBlob> ofEntries, LogPlaces places)
{
    private readonly DateTimeOffset end = hour.AddHours(1);

    public DateTimeOffset Hour => hour;

    /// <summary>What the index tells.</summary>
    public LogPlaces Places => places;

    public bool IsEmpty => ofLines.Count + ofEntries.Count == 0;

    /// <summary>Collects the latest of some events.</summary>
    /// <param name="last">None is later; those of the same millisecond are looked at.</param>
    /// <param name="partitions">Counts all events; null: not needed.</param>
    public async Task FindAsync(
        LatestArrivals top, DateTimeOffset last, Func<IngestRecord, bool> isCandidate, HourPartitions? partitions, CancellationToken cancellationToken)
    {
        // Where not all are counted, what is earlier than enough later ones is not read.
        bool IsWanted(IndexedZone zone) => partitions is null
            ? zone.MayHold(hour, last < end ? last : end) && !top.LeavesOut(zone)
            : zone.MayHold(hour, end);

        await foreach (var arrival in LinesAsync(IsWanted, cancellationToken))
        {
            partitions?.Count(arrival.At, 1);
            if (isCandidate(arrival))
                top.Add(arrival);
        }

        await foreach (var entry in EntriesAsync(IsWanted, cancellationToken))
        {
            partitions?.Count(entry.FirstQueued, entry.Events.Count);
            foreach (var @event in entry.Events)
            {
                if (top.MayBeNew(entry, @event) && Unlisted(entry, @event) is var unlisted && isCandidate(unlisted))
                    top.Add(unlisted);
            }
        }
    }

    /// <summary>Gathers the accepted events of a partition of the hour.</summary>
    /// <param name="begin">Accepted at this time or later.</param>
    /// <param name="end">Accepted earlier.</param>
    public async Task GatherAsync(OutcomeDigestIndex index, EventFilter filter, DateTimeOffset begin, DateTimeOffset end, CancellationToken cancellationToken)
    {
        bool IsWanted(IndexedZone zone) => zone.MayHold(begin, end);

        await foreach (var arrival in LinesAsync(IsWanted, cancellationToken))
        {
            if (arrival.Status == IngestStatus.Accepted && arrival.At >= begin && arrival.At < end && filter.MayMatch(arrival))
                index.Accept(arrival.Destination, arrival.EventName, arrival.EventId, arrival.At);
        }

        await foreach (var entry in EntriesAsync(IsWanted, cancellationToken))
        {
            foreach (var @event in entry.FirstQueued >= begin && entry.FirstQueued < end ? entry.Events : [])
            {
                if (filter.MayMatch(Described(entry, @event)))
                    index.Accept(entry.Destination, @event.EventName, @event.EventId, entry.FirstQueued);
            }
        }
    }

    private IAsyncEnumerable<IngestRecord> LinesAsync(Predicate<IndexedZone> isWanted, CancellationToken cancellationToken) =>
        arrivals.ScanAsync(ofLines, places, isWanted, cancellationToken).Where(arrival => AppendLogReader.HourOf(arrival.At) == hour);

    private IAsyncEnumerable<JournalEntry> EntriesAsync(Predicate<IndexedZone> isWanted, CancellationToken cancellationToken) =>
        journal.ScanAsync(ofEntries, places, isWanted, cancellationToken).Where(entry => AppendLogReader.HourOf(entry.FirstQueued) == hour);

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

/// <summary>Cuts an hour into partitions of whole seconds of which none has more events than fit into memory.</summary>
internal sealed class HourPartitions(DateTimeOffset hour)
{
    private readonly int[] seconds = new int[60 * 60];

    /// <summary>Counts events; it does not matter when they are counted more than once.</summary>
    /// <param name="at">When they were accepted, in this hour.</param>
    public void Count(DateTimeOffset at, int count) => seconds[SecondOf(at)] += count;

    /// <summary>The partitions up to a moment, latest first. Each holds its begin and not its end.</summary>
    /// <param name="last">The moment; the last partition includes it.</param>
    /// <param name="most">Events of a partition; more only where one second has more.</param>
    public IEnumerable<(DateTimeOffset Begin, DateTimeOffset End)> UpTo(DateTimeOffset last, int most)
    {
        var end = SecondOf(last) + 1;
        while (end > 0)
        {
            var begin = end - 1;
            for (var events = seconds[begin]; begin > 0 && events + seconds[begin - 1] <= most; events += seconds[begin])
                begin--;

            yield return (hour.AddSeconds(begin), hour.AddSeconds(end));
            end = begin;
        }
    }

    private int SecondOf(DateTimeOffset at) => (int)((at - hour).Ticks / TimeSpan.TicksPerSecond);
}
