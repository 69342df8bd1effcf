using System.Globalization;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Journal;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Lists requests to Spotify, latest first.</summary>
/// <param name="journal">The journal.</param>
public sealed class RequestList(JournalReader journal)
{
    /// <summary>One page.</summary>
    /// <param name="filter">Which ones; times are those of the requests.</param>
    /// <param name="limit">About so many.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    /// <returns>The page, and where the next one begins; null at the end.</returns>
    public async Task<(IReadOnlyList<JournalEntry> Entries, string? Next)> PageAsync(EventFilter filter, int limit, CancellationToken cancellationToken)
    {
        var page = new List<JournalEntry>(limit);
        await foreach (var entry in journal.ListAsync(filter.From, filter.To, cancellationToken))
        {
            // A page ends between two moments, so that going on from the next moment repeats nothing and leaves nothing out.
            if (page.Count >= limit && entry.At != page[^1].At)
            {
                return (page, entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
            }

            if (Matches(entry, filter))
            {
                page.Add(entry);
            }
        }

        return (page, null);
    }

    private static bool Matches(JournalEntry entry, EventFilter filter) =>
        (filter.Outcomes.Count == 0 || filter.Outcomes.Contains(entry.Outcome))
        && EventFilter.Is(filter.Destination, entry.Destination)
        && EventFilter.Is(filter.Source, entry.Source)
        && entry.Events.Any(@event =>
            (filter.EventId is null || @event.EventId == filter.EventId)
            && EventFilter.IsNamed(filter.EventName, @event.EventName, @event.SourceEventName));
}
