using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Lists events, latest first, hour by hour; hours without a blob cost nothing, and each day is listed once. Memory is bounded, however many
/// events an hour has: only those are kept that can still stand on the page.
/// </summary>
public sealed class EventList(ArrivalReader arrivals, JournalReader journal, TallyReader tallies, LogIndex index, TimeProvider time)
{
    /// <summary>Where an outcome is asked for: so many of an hour's latest events are looked at as they are. In most hours these are all.</summary>
    internal int FewEvents { get; init; } = 5000;

    /// <summary>Of a busier hour, so many are looked at together, each by no more than its outcome.</summary>
    internal int ManyEvents { get; init; } = 500_000;

    internal async Task<EventPageJson> PageAsync(EventFilter filter, int limit, ListPosition? after, CancellationToken cancellationToken)
    {
        var page = new EventPage(filter, limit, after);
        var now = time.GetUtcNow();
        var places = new IndexOfDays(index, filter, now);
        var (lines, entries) = (arrivals.Days(), journal.Days());
        var outcomes = new EventOutcomes(journal, entries, tallies, time);
        for (var hour = AppendLogReader.HourOf(page.End < now ? page.End : now); hour >= AppendLogReader.HourOf(filter.From); hour = hour.AddHours(-1))
        {
            var ofEntries = filter.MeansAccepted ? await entries.AndNextAsync(hour, cancellationToken) : [];
            var ofLines = await lines.AndNextAsync(hour, cancellationToken);
            var ofIndex = await places.OfAsync(hour, ofLines.Count + ofEntries.Count, cancellationToken);
            var events = new EventHour(hour, arrivals, ofLines, journal, ofEntries, ofIndex);
            if (!events.IsEmpty)
                await FillAsync(page, events, outcomes, cancellationToken);

            if (page.HasNext)
                break;
        }

        return page.ToJson();
    }

    private async Task FillAsync(EventPage page, EventHour events, EventOutcomes outcomes, CancellationToken cancellationToken)
    {
        var partitions = page.Filter.DependsOnTries ? new HourPartitions(events.Hour) : null;
        var top = new LatestArrivals(partitions is null ? page.Missing : Math.Max(FewEvents, page.Missing));
        await events.FindAsync(top, page.End, page.IsCandidate, partitions, cancellationToken);
        await AddAsync(page, top, events, outcomes, cancellationToken);
        if (partitions is null || !top.IsCut)
            return;

        foreach (var (begin, end) in partitions.UpTo(page.End, ManyEvents))
        {
            if (page.HasNext || end <= page.Filter.From)
                return;

            await FillAsync(page, events, begin, end, outcomes, cancellationToken);
        }
    }

    // Which events are meant is found out first, then those are read. Were some read to see whether they are meant, the hour would have to be
    // read again for each few of its events.
    private static async Task FillAsync(
        EventPage page, EventHour events, DateTimeOffset begin, DateTimeOffset end, EventOutcomes outcomes, CancellationToken cancellationToken)
    {
        var (filter, index) = (page.Filter, new OutcomeDigestIndex());
        await events.GatherAsync(index, filter, begin, end, cancellationToken);
        await outcomes.ReadAsync(index, events.Hour, events.Places, cancellationToken);
        for (var more = index.HasAny(filter.Outcomes) || filter.MeansOthers; more && !page.HasNext;)
        {
            var top = new LatestArrivals(page.Missing);
            await events.FindAsync(
                top,
                end < page.End ? end : page.End,
                arrival => arrival.At >= begin && page.IsCandidate(arrival) && index.MayHave(arrival, filter.Outcomes),
                null,
                cancellationToken);
            await AddAsync(page, top, events, outcomes, cancellationToken);
            more = top.IsCut;
        }

        page.Pass(begin);
    }

    private static async Task AddAsync(
        EventPage page, LatestArrivals top, EventHour events, EventOutcomes outcomes, CancellationToken cancellationToken)
    {
        var found = top.ToList();
        page.Add(found, await outcomes.OfAsync(found, events.Hour, events.Places, cancellationToken));
    }
}
