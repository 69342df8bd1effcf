using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Journal;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Lists events, latest first, hour by hour; hours without a blob cost nothing, and each day is listed once. Memory is bounded by the page, not
/// by the hour: lines pass by, and only those are kept that can still stand on the page. An event that has no line of its own (a flood, a crash)
/// is listed once the journal tells of it.
/// </summary>
/// <param name="arrivals">The ingest log.</param>
/// <param name="journal">The journal.</param>
/// <param name="tallies">The counts.</param>
/// <param name="time">The clock.</param>
public sealed class EventList(ArrivalReader arrivals, JournalReader journal, TallyReader tallies, TimeProvider time)
{
    // Where an outcome is asked for, many may have to be looked at before one matches.
    private const int AtOnce = 5000;

    internal async Task<EventPageJson> PageAsync(EventFilter filter, int limit, ListPosition? after, CancellationToken cancellationToken)
    {
        var rows = new List<EventRowJson>(limit);
        var (position, start) = (after, after is { } last && last.At < filter.To ? last.At : filter.To);
        var now = time.GetUtcNow();
        var (lines, entries) = (arrivals.Days(), journal.Days());
        var outcomes = new EventOutcomes(journal, entries, tallies, time);
        for (var hour = AppendLogReader.HourOf(start < now ? start : now); hour >= AppendLogReader.HourOf(filter.From); hour = hour.AddHours(-1))
        {
            var (ofLines, ofEntries) = (await lines.AndNextAsync(hour, cancellationToken), await entries.AndNextAsync(hour, cancellationToken));
            var more = ofLines.Count + ofEntries.Count > 0;
            while (more)
            {
                // One more than the page holds tells whether there is a next one.
                var top = new LatestFirst(filter.Outcomes.Count > 0 ? AtOnce : limit + 1 - rows.Count);
                await PassAsync(top, ofLines, ofEntries, hour, IsCandidate, cancellationToken);
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
        }

        return new EventPageJson(rows, null);

        bool IsCandidate(Arrival arrival) =>
            filter.MayMatch(arrival) && (position is not { } end || ListPosition.Of(arrival).CompareTo(end) < 0);
    }

    private async Task PassAsync(
        LatestFirst top,
        IReadOnlyList<LogBlob> ofLines,
        IReadOnlyList<LogBlob> ofEntries,
        DateTimeOffset hour,
        Func<Arrival, bool> isCandidate,
        CancellationToken cancellationToken)
    {
        await foreach (var arrival in arrivals.ScanAsync(ofLines, [], cancellationToken))
        {
            if (AppendLogReader.HourOf(arrival.At) == hour && isCandidate(arrival))
            {
                top.Add(arrival);
            }
        }

        await foreach (var entry in journal.ScanAsync(ofEntries, cancellationToken))
        {
            foreach (var @event in AppendLogReader.HourOf(entry.FirstQueued) == hour ? entry.Events : [])
            {
                if (top.MayBeNew(entry, @event) && Unlisted(entry, @event) is var unlisted && isCandidate(unlisted))
                {
                    top.Add(unlisted);
                }
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
