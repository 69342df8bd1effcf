using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Finds out what has become of accepted events. Most are delivered in the hour of their acceptance; later hours are read only while an
/// event waits, and for a dead one only those in which dead letters were replayed. One for each request.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="days">Its blobs.</param>
/// <param name="tallies">Tells when there were replays.</param>
/// <param name="time">The clock.</param>
internal sealed class EventOutcomes(JournalReader journal, LogDays days, TallyReader tallies, TimeProvider time)
{
    // A replay is counted when it happens; after an outage of the storage it is written down later.
    private static readonly TimeSpan WrittenLate = TimeSpan.FromDays(1);

    // Longer than events wait unless Delivery__MaxAge is raised.
    private static readonly TimeSpan LongestLook = TimeSpan.FromHours(104);

    private readonly Dictionary<DateTimeOffset, HashSet<DateTimeOffset>> replays = [];

    /// <summary>The outcomes of arrivals that came in one hour, in their order.</summary>
    public async Task<IReadOnlyList<EventOutcome>> OfAsync(IReadOnlyList<IngestRecord> arrivals, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var rows = new TriedRows(arrivals);
        await ReadAsync(rows, hour, cancellationToken);
        return [.. arrivals.Select(rows.OutcomeOf)];
    }

    /// <summary>Reads what became of events that were accepted in one hour.</summary>
    public async Task ReadAsync(ITriedEvents events, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var now = AppendLogReader.HourOf(time.GetUtcNow());
        var end = hour + LongestLook < now ? hour + LongestLook : now;
        for (var begin = hour; begin <= end && events.IsAnyOpen; begin = begin.AddHours(begin == hour ? 2 : 1))
        {
            // What is accepted at the end of an hour is tried in the next.
            var blobs = begin == hour ? await days.AndNextAsync(hour, cancellationToken) : await days.OfAsync(begin, cancellationToken);
            if (blobs.Any() && (begin == hour || events.IsAnyWaiting || await WereReplaysAsync(begin, cancellationToken)))
                await ReadAsync(blobs, events, cancellationToken);
        }
    }

    private async Task ReadAsync(IEnumerable<LogBlob> blobs, ITriedEvents events, CancellationToken cancellationToken)
    {
        await foreach (var entry in journal.ScanAsync(blobs, cancellationToken))
        {
            foreach (var @event in entry.Events)
                events.Add(entry, @event);
        }
    }

    private async Task<bool> WereReplaysAsync(DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var day = new DateTimeOffset(hour.UtcDateTime.Date, TimeSpan.Zero);
        if (!replays.TryGetValue(day, out var hours))
        {
            var lines = await tallies.ReadAsync(day, day.AddDays(1).AddMinutes(-1), WrittenLate, cancellationToken);
            hours = [.. lines.Where(line => line.Figures.Replayed > 0).Select(line => AppendLogReader.HourOf(DateTimeOffset.UnixEpoch.AddMinutes(line.Minute)))];
            replays.Add(day, hours);
        }

        return hours.Contains(hour);
    }
}
