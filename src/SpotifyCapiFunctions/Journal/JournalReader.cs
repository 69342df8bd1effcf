using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Azure;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Journal;

/// <summary>Reads the journal back, latest hour first.</summary>
/// <param name="containers">The storage account.</param>
/// <param name="time">The clock.</param>
public sealed class JournalReader(BlobContainers containers, TimeProvider time)
{
    /// <summary>How far back is searched unless said otherwise.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(7);

    /// <summary>Entries about an event, oldest first; each with that event only.</summary>
    /// <param name="eventId">The event's id.</param>
    /// <param name="from">Search no further back.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<IReadOnlyList<JournalEntry>> FindAsync(string eventId, DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var found = new List<JournalEntry>();
        var needle = Encoding.UTF8.GetBytes(JsonEncodedText.Encode(eventId).ToString());
        await foreach (var entry in ReadAsync(from ?? time.GetUtcNow() - DefaultWindow, time.GetUtcNow(), needle, cancellationToken))
        {
            var mine = entry.Events.Where(@event => @event.EventId == eventId).ToArray();
            if (mine.Length > 0)
            {
                found.Add(entry with { Events = mine });
            }
        }

        return [.. found.OrderBy(entry => entry.At)];
    }

    /// <summary>All entries of a time, latest first.</summary>
    /// <param name="from">Earliest.</param>
    /// <param name="to">Latest.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public IAsyncEnumerable<JournalEntry> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        ReadAsync(from, to, [], cancellationToken);

    private async IAsyncEnumerable<JournalEntry> ReadAsync(
        DateTimeOffset from, DateTimeOffset to, byte[] needle, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var day = to.UtcDateTime.Date; day >= from.UtcDateTime.Date; day = day.AddDays(-1))
        {
            foreach (var hour in await BlobsOfAsync(new DateTimeOffset(day, TimeSpan.Zero), from, to, cancellationToken))
            {
                var entries = new List<JournalEntry>();
                foreach (var name in hour)
                {
                    entries.AddRange(await EntriesOfAsync(name, needle, cancellationToken));
                }

                foreach (var entry in entries.Where(entry => entry.At >= from && entry.At <= to).OrderByDescending(entry => entry.At))
                {
                    yield return entry;
                }
            }
        }
    }

    private async Task<IEnumerable<IGrouping<DateTimeOffset, string>>> BlobsOfAsync(
        DateTimeOffset day, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var blobs = new List<(DateTimeOffset Hour, string Name)>();
        try
        {
            await foreach (var blob in containers.Get(StorageNames.DeliveryJournal).GetBlobsAsync(prefix: AppendLogNames.Day(day), cancellationToken: cancellationToken))
            {
                // A request that began in one hour may be written in the next.
                if (AppendLogNames.TryParse(blob.Name, out var hour) && hour > from.AddHours(-1) && hour <= to)
                {
                    blobs.Add((hour, blob.Name));
                }
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
        }

        return blobs.GroupBy(blob => blob.Hour, blob => blob.Name).OrderByDescending(group => group.Key);
    }

    private async Task<List<JournalEntry>> EntriesOfAsync(string name, byte[] needle, CancellationToken cancellationToken)
    {
        var entries = new List<JournalEntry>();
        var content = (await containers.Get(StorageNames.DeliveryJournal).GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content;
        var rest = content.ToMemory();
        while (rest.Length > 0)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.Length > 0 && (needle.Length == 0 || line.Span.IndexOf(needle) >= 0)
                && JsonSerializer.Deserialize(line.Span, JournalJsonContext.Default.JournalEntry) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }
}
