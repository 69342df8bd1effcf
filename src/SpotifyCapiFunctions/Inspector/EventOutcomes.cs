using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Finds the outcomes of accepted events. Most are delivered in the hour of their acceptance; later hours are read only while an event waits,
/// and for a dead one only those in which dead letters were replayed. One for each request.
/// </summary>
internal sealed class EventOutcomes(JournalReader journal, LogDays days, TallyReader tallies, TimeProvider time)
{
    // A replay is counted when it happens; after an outage of the storage it is written down later.
    private static readonly TimeSpan WrittenLate = TimeSpan.FromDays(1);

    // Longer than events wait unless Delivery__MaxAge is raised.
    private static readonly TimeSpan LongestLook = TimeSpan.FromHours(104);

    private readonly Dictionary<DateTimeOffset, HashSet<DateTimeOffset>> replays = [];

    /// <summary>The outcomes of events that were received in one hour, in their order.</summary>
    public async Task<IReadOnlyList<EventOutcome>> OfAsync(
        IReadOnlyList<IngestRecord> arrivals, DateTimeOffset hour, LogPlaces places, CancellationToken cancellationToken)
    {
        var rows = new OutcomeRows(arrivals);
        await ReadAsync(rows, hour, places, cancellationToken);
        return [.. arrivals.Select(rows.OutcomeOf)];
    }

    /// <summary>Reads the outcomes of events that were accepted in one hour.</summary>
    public async Task ReadAsync(IOutcomeSink events, DateTimeOffset hour, LogPlaces places, CancellationToken cancellationToken)
    {
        var now = AppendLogReader.HourOf(time.GetUtcNow());
        var end = hour + LongestLook < now ? hour + LongestLook : now;
        for (var begin = hour; begin <= end && events.IsAnyOpen; begin = begin.AddHours(begin == hour ? 2 : 1))
        {
            // What is accepted at the end of an hour is tried in the next.
            var blobs = begin == hour ? await days.AndNextAsync(hour, cancellationToken) : await days.OfAsync(begin, cancellationToken);
            if (blobs.Any() && (begin == hour || events.IsAnyWaiting || await WereReplaysAsync(begin, cancellationToken)))
                await ReadAsync(blobs, places, events, cancellationToken);
        }
    }

    private async Task ReadAsync(IEnumerable<LogBlob> blobs, LogPlaces places, IOutcomeSink events, CancellationToken cancellationToken)
    {
        // A try is of an acceptance that is no earlier than the event's.
        var earliest = events.Earliest;
        await foreach (var entry in journal.ScanAsync(blobs, places, zone => zone.MayHold(earliest, DateTimeOffset.MaxValue), cancellationToken))
        {
            foreach (var @event in entry.Events)
                events.Add(entry, @event);
        }
    }

    private async Task<bool> WereReplaysAsync(DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var day = AppendLogNames.DayOf(hour);
        if (!replays.TryGetValue(day, out var hours))
        {
            var lines = await tallies.ReadAsync(day, day.AddDays(1).AddMinutes(-1), WrittenLate, cancellationToken);
            hours =
            [
                .. lines.Where(line => line.Figures.Replayed > 0)
                    .Select(line => AppendLogReader.HourOf(DateTimeOffset.UnixEpoch.AddMinutes(line.Minute))),
            ];
            replays.Add(day, hours);
        }

        return hours.Contains(hour);
    }
}

/// <summary>Accepted events of one hour, whose outcomes the journal tells.</summary>
internal interface IOutcomeSink
{
    /// <summary>When the first of them was accepted.</summary>
    DateTimeOffset Earliest { get; }

    /// <summary>Whether one of them is not delivered yet.</summary>
    bool IsAnyOpen { get; }

    /// <summary>Whether one of them is in the queue.</summary>
    bool IsAnyWaiting { get; }

    /// <summary>Takes what the journal tells of an event; events that are not theirs are ignored.</summary>
    void Add(JournalEntry entry, JournalEvent @event);
}

/// <summary>Events that become rows, with all that a row tells of their attempts.</summary>
internal sealed class OutcomeRows : IOutcomeSink
{
    private readonly Dictionary<(string Destination, string? Name, string? Id), Dictionary<DateTimeOffset, EventTries>> events = [];

    public OutcomeRows(IEnumerable<IngestRecord> arrivals)
    {
        foreach (var arrival in arrivals.Where(arrival => arrival.Status == IngestStatus.Accepted))
        {
            if (!events.TryGetValue(KeyOf(arrival), out var accepted))
                events.Add(KeyOf(arrival), accepted = []);

            accepted.TryAdd(arrival.At, new EventTries());
        }
    }

    public DateTimeOffset Earliest => events.Values.SelectMany(accepted => accepted.Keys).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    public bool IsAnyOpen => Outcomes.Any(outcome => outcome is not DeliveryStatus.Delivered);

    public bool IsAnyWaiting => Outcomes.Any(outcome => outcome is not (DeliveryStatus.Delivered or DeliveryStatus.Dead));

    private IEnumerable<string?> Outcomes =>
        events.Values.SelectMany(accepted => accepted.Select(pair => pair.Value.Outcome(pair.Key)?.Outcome));

    public void Add(JournalEntry entry, JournalEvent @event)
    {
        if (!events.TryGetValue((entry.Destination, @event.EventName, @event.EventId), out var accepted))
            return;

        var mine = entry with { Events = [@event] };
        foreach (var (_, tries) in accepted.Where(pair => entry.FirstQueued >= pair.Key))
            tries.Add(mine);
    }

    public EventOutcome OutcomeOf(IngestRecord arrival) =>
        (arrival.Status == IngestStatus.Accepted ? events[KeyOf(arrival)][arrival.At].Outcome(arrival.At) : null) ?? EventOutcome.Of(arrival);

    private static (string, string?, string?) KeyOf(IngestRecord arrival) => (arrival.Destination, arrival.EventName, arrival.EventId);
}
