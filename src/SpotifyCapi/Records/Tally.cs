using System.Text.Json.Serialization;

namespace SpotifyCapi.Records;

/// <summary>Counts what happens until somebody takes the counts away. Memory is bounded by minutes times sources times destinations.</summary>
public sealed class Tally
{
    private readonly Lock gate = new();
    private Dictionary<FigureKey, Figures> figures = [];

    /// <summary>Counts an arrival.</summary>
    public void Arrived(IngestRecord arrival, bool listed)
    {
        lock (gate)
        {
            var of = Of(arrival.At, arrival.Source, arrival.Destination);
            of.Unlisted += listed ? 0 : 1;
            switch (arrival)
            {
                case { Replayed: true }:
                    of.Replayed++;
                    break;
                case { Status: IngestStatus.Accepted }:
                    of.AddAccepted(arrival);
                    break;
                case { Status: IngestStatus.Duplicate }:
                    of.Duplicate++;
                    of.DuplicateConflict += arrival.Reason is null ? 0 : 1;
                    break;
                case { Status: IngestStatus.Ignored }:
                    of.Ignored = Figures.Plus(of.Ignored, arrival.Reason ?? string.Empty, 1);
                    break;
                case { Status: IngestStatus.Rejected }:
                    of.Rejected = Figures.Plus(of.Rejected, arrival.Reason ?? string.Empty, 1);
                    break;
                default:
                    of.Unstored++;
                    break;
            }
        }
    }

    /// <summary>Counts many arrivals at once, none of which has a line of its own.</summary>
    public void Arrived(DateTimeOffset at, string source, string destination, Figures many)
    {
        lock (gate)
        {
            Of(at, source, destination).Add(many);
        }
    }

    /// <summary>Counts what came of events that were tried.</summary>
    public void Placed(JournalEntry entry)
    {
        lock (gate)
        {
            var accepted = Of(entry.FirstQueued, entry.Source, entry.Destination);
            var now = Of(entry.At, entry.Source, entry.Destination);
            switch (entry.Outcome)
            {
                case DeliveryStatus.Delivered:
                    accepted.Delivered += entry.Events.Count;
                    foreach (var @event in entry.Events)
                        now.Sent = Figures.Plus(now.Sent, @event.EventName, 1);

                    break;
                case DeliveryStatus.Dead:
                    accepted.Dead = Figures.Plus(accepted.Dead, entry.Reason ?? string.Empty, entry.Events.Count);
                    now.Died += entry.Events.Count;
                    break;
                default:
                    now.Retried = Figures.Plus(now.Retried, entry.Reason ?? string.Empty, entry.Events.Count);
                    break;
            }
        }
    }

    /// <summary>Takes the counts away; empty when nothing happened.</summary>
    public IReadOnlyList<TallyLine> Take()
    {
        Dictionary<FigureKey, Figures> taken;
        lock (gate)
        {
            (taken, figures) = (figures, []);
        }

        foreach (var of in taken.Values)
            of.Match?.KeepFrequentAddresses();

        return [.. taken.Select(pair => new TallyLine(pair.Key.Minute, pair.Key.Source, pair.Key.Destination, pair.Value))];
    }

    private Figures Of(DateTimeOffset at, string source, string destination)
    {
        var key = new FigureKey(FigureKey.MinuteOf(at), source, destination);
        if (!figures.TryGetValue(key, out var found))
            figures.Add(key, found = new Figures());

        return found;
    }
}

/// <summary>What an instance has counted since its last batch: a line of the tally log. Instance and number tell a batch that was written twice.</summary>
/// <param name="Instance">Who counted.</param>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Lines">The counts.</param>
public sealed record TallyBatch(
    [property: JsonPropertyName("i")] string Instance,
    [property: JsonPropertyName("n")] long Number,
    [property: JsonPropertyName("t")] IReadOnlyList<TallyLine> Lines);

/// <summary>The counts of one minute, source and destination.</summary>
/// <param name="Minute">Minutes since 1970, UTC.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Figures">The counts.</param>
public sealed record TallyLine(
    [property: JsonPropertyName("m")] long Minute,
    [property: JsonPropertyName("s")] string Source,
    [property: JsonPropertyName("d")] string Destination,
    [property: JsonPropertyName("f")] Figures Figures);
