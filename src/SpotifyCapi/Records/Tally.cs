namespace SpotifyCapi.Records;

/// <summary>Counts what happens until somebody takes the counts away. Memory is bounded by minutes times sources times destinations.</summary>
public sealed class Tally
{
    private readonly Lock gate = new();
    private Dictionary<FigureKey, Figures> figures = [];

    /// <summary>Counts an arrival.</summary>
    /// <param name="arrival">The arrival.</param>
    /// <param name="listed">Whether it has a line of its own.</param>
    public void Arrived(Arrival arrival, bool listed)
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
                case { Status: ArrivalStatus.Accepted }:
                    of.Accepted++;
                    break;
                case { Status: ArrivalStatus.Duplicate }:
                    of.Duplicate++;
                    break;
                case { Status: ArrivalStatus.Ignored }:
                    of.Ignored = Figures.Plus(of.Ignored, arrival.Reason ?? string.Empty, 1);
                    break;
                case { Status: ArrivalStatus.Rejected }:
                    of.Rejected = Figures.Plus(of.Rejected, arrival.Reason ?? string.Empty, 1);
                    break;
                default:
                    of.Unstored++;
                    break;
            }
        }
    }

    /// <summary>Counts many arrivals at once, none of which has a line of its own.</summary>
    /// <param name="at">When they arrived; for accepted events what the envelope calls first queued.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="many">How many, by what became of them.</param>
    public void Arrived(DateTimeOffset at, string source, string destination, Figures many)
    {
        lock (gate)
        {
            Of(at, source, destination).Add(many);
        }
    }

    /// <summary>Counts what came of events that were tried.</summary>
    /// <param name="entry">The journal's entry about them.</param>
    public void Placed(JournalEntry entry)
    {
        lock (gate)
        {
            var accepted = Of(entry.FirstQueued, entry.Source, entry.Destination);
            var now = Of(entry.At, entry.Source, entry.Destination);
            switch (entry.Outcome)
            {
                case "delivered":
                    accepted.Delivered += entry.Events.Count;
                    foreach (var @event in entry.Events)
                        now.Sent = Figures.Plus(now.Sent, @event.EventName, 1);

                    break;
                case "dead":
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
