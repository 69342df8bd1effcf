using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Journal;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Lists events, latest first, hour by hour. Memory is bounded by the page, not by the hour: lines pass by, and only the latest are kept.
/// An event that has no line of its own (a flood, a crash) is listed once the journal tells of it.
/// </summary>
/// <param name="arrivals">The ingest log.</param>
/// <param name="journal">The journal.</param>
/// <param name="tallies">The counts.</param>
/// <param name="time">The clock.</param>
public sealed class EventList(ArrivalReader arrivals, JournalReader journal, TallyReader tallies, TimeProvider time)
{
    // Where an outcome is asked for, many may have to be looked at before one matches.
    private const int AtOnce = 5000;

    private readonly EventOutcomes outcomes = new(journal, tallies, time);

    internal async Task<EventPageJson> PageAsync(EventFilter filter, int limit, ListPosition? after, CancellationToken cancellationToken)
    {
        var rows = new List<EventRowJson>(limit);
        var (position, start) = (after, after is { } last && last.At < filter.To ? last.At : filter.To);
        var now = time.GetUtcNow();
        for (var hour = AppendLogReader.HourOf(start < now ? start : now); hour >= AppendLogReader.HourOf(filter.From); hour = hour.AddHours(-1))
        {
            bool more;
            do
            {
                // One more than the page holds tells whether there is a next one.
                var top = await LatestAsync(hour, filter, position, filter.Outcomes.Count > 0 ? AtOnce : limit + 1 - rows.Count, cancellationToken);
                var found = top.ToList();
                var states = await outcomes.OfAsync(found, hour, cancellationToken);
                for (var i = 0; i < found.Count; i++)
                {
                    if (filter.Matches(states[i]))
                    {
                        if (rows.Count == limit)
                        {
                            return new EventPageJson(rows, new ListPosition(rows[^1].At, rows[^1].Key).ToString());
                        }

                        rows.Add(EventRowJson.Of(found[i], states[i]));
                    }
                }

                more = top.IsCut;
                position = found.Count > 0 ? ListPosition.Of(found[^1]) : position;
            }
            while (more);
        }

        return new EventPageJson(rows, null);
    }

    private async Task<LatestFirst> LatestAsync(
        DateTimeOffset hour, EventFilter filter, ListPosition? after, int count, CancellationToken cancellationToken)
    {
        var top = new LatestFirst(count);
        var listed = new HashSet<(string, string?, string?, DateTimeOffset)>();
        await foreach (var arrival in arrivals.ScanAsync(hour, hour.AddHours(1), [], cancellationToken))
        {
            if (AppendLogReader.HourOf(arrival.At) == hour)
            {
                if (arrival.Status == ArrivalStatus.Accepted)
                {
                    listed.Add((arrival.Destination, arrival.EventName, arrival.EventId, arrival.At));
                }

                Offer(arrival);
            }
        }

        await foreach (var entry in journal.ScanAsync(hour, hour.AddHours(1), cancellationToken))
        {
            foreach (var @event in AppendLogReader.HourOf(entry.FirstQueued) == hour ? entry.Events : [])
            {
                if (listed.Add((entry.Destination, @event.EventName, @event.EventId, entry.FirstQueued)))
                {
                    Offer(Unlisted(entry, @event));
                }
            }
        }

        return top;

        void Offer(Arrival arrival)
        {
            if (filter.MayMatch(arrival) && (after is not { } end || ListPosition.Of(arrival).CompareTo(end) < 0))
            {
                top.Add(arrival);
            }
        }
    }

    private static Arrival Unlisted(JournalEntry entry, JournalEvent @event) => new()
    {
        Key = "journal-" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Destination}\0{@event.EventName}\0{@event.EventId}\0{entry.FirstQueued.UtcTicks}")).AsSpan(0, 8)),
        At = entry.FirstQueued,
        Source = entry.Source,
        Destination = entry.Destination,
        Status = ArrivalStatus.Accepted,
        EventId = @event.EventId,
        EventName = @event.EventName,
        SourceEventName = ArrivalText.Name(@event.SourceEventName),
        EventTime = @event.EventTime,
        Replayed = entry.Replayed ? true : null,
    };
}
