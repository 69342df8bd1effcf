using System.Globalization;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Lists requests to Spotify, latest first. Memory is bounded by the page, not by the hour: only those are kept that can still stand on
/// the page. Each page reads the hours that its rows are of, from their beginning, and of an older one the first line.
/// </summary>
public sealed class RequestList(JournalReader journal, LogIndex index, TimeProvider time)
{
    /// <param name="filter">Which ones; times are those of the requests, to the millisecond.</param>
    /// <param name="limit">About so many.</param>
    /// <returns>The page, and where the next one begins; null at the end.</returns>
    public async Task<(IReadOnlyList<JournalEntry> Entries, string? Next)> PageAsync(EventFilter filter, int limit, CancellationToken cancellationToken)
    {
        var (latest, days) = (new LatestRequests(limit), journal.Days());
        var places = await index.OfEventAsync(filter, time.GetUtcNow(), cancellationToken);

        // An entry is written a moment after its time, so one of the last moments of an hour may stand in the blob of the next.
        var end = AppendLogReader.HourOf(filter.To).AddHours(2);
        for (; end > filter.From && !latest.IsDecided(end); end = end.AddHours(-1))
        {
            await foreach (var entry in journal.ScanAsync(await days.OfAsync(end.AddHours(-1), cancellationToken), places, _ => true, cancellationToken))
            {
                if (entry.At >= filter.From && IngestRecord.WholeMilliseconds(entry.At) <= filter.To)
                {
                    latest.Add(entry, Matches(entry, filter));
                    if (latest.IsDecided(end))
                        break;
                }
            }
        }

        return (latest.ToList(), latest.Next?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }

    private static bool Matches(JournalEntry entry, EventFilter filter) =>
        (filter.Outcomes.Count == 0 || filter.Outcomes.Contains(entry.Outcome))
        && EventFilter.Is(filter.Destination, entry.Destination)
        && EventFilter.Is(filter.Source, entry.Source)
        && entry.Events.Any(@event =>
            (filter.EventId is null || @event.EventId == filter.EventId)
            && EventFilter.IsNamed(filter.EventName, @event.EventName, @event.SourceEventName));
}
