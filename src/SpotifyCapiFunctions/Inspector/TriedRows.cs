using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Events that become rows, with all that a row tells of their tries.</summary>
internal sealed class TriedRows : ITriedEvents
{
    private readonly Dictionary<(string Destination, string? Name, string? Id), Dictionary<DateTimeOffset, EventTries>> events = [];

    public TriedRows(IEnumerable<IngestRecord> arrivals)
    {
        foreach (var arrival in arrivals.Where(arrival => arrival.Status == IngestStatus.Accepted))
        {
            if (!events.TryGetValue(KeyOf(arrival), out var accepted))
                events.Add(KeyOf(arrival), accepted = []);

            accepted.TryAdd(arrival.At, new EventTries());
        }
    }

    /// <inheritdoc/>
    public bool IsAnyOpen => Outcomes.Any(outcome => outcome is not DeliveryStatus.Delivered);

    /// <inheritdoc/>
    public bool IsAnyWaiting => Outcomes.Any(outcome => outcome is not (DeliveryStatus.Delivered or DeliveryStatus.Dead));

    private IEnumerable<string?> Outcomes =>
        events.Values.SelectMany(accepted => accepted.Select(pair => pair.Value.Outcome(pair.Key)?.Outcome));

    /// <inheritdoc/>
    public void Add(JournalEntry entry, JournalEvent @event)
    {
        if (!events.TryGetValue((entry.Destination, @event.EventName, @event.EventId), out var accepted))
            return;

        var mine = entry with { Events = [@event] };
        foreach (var (_, tries) in accepted.Where(pair => entry.FirstQueued >= pair.Key))
            tries.Add(mine);
    }

    /// <summary>What has become of one of them.</summary>
    public EventOutcome OutcomeOf(IngestRecord arrival) =>
        (arrival.Status == IngestStatus.Accepted ? events[KeyOf(arrival)][arrival.At].Outcome(arrival.At) : null) ?? EventOutcome.Of(arrival);

    private static (string, string?, string?) KeyOf(IngestRecord arrival) => (arrival.Destination, arrival.EventName, arrival.EventId);
}
