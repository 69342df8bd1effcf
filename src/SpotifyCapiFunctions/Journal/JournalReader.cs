using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Journal;

/// <summary>Reads the journal back, latest hour first.</summary>
/// <param name="log">The container <c>delivery-journal</c>.</param>
/// <param name="time">The clock.</param>
public sealed class JournalReader(AppendLogReader log, TimeProvider time)
{
    /// <summary>Reads the journal of a storage account.</summary>
    /// <param name="containers">The storage account.</param>
    /// <param name="time">The clock.</param>
    public JournalReader(BlobContainers containers, TimeProvider time)
        : this(new AppendLogReader(containers.Get(StorageNames.DeliveryJournal)), time)
    {
    }

    /// <summary>How far back is searched unless said otherwise.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(7);

    /// <summary>Longest search.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(400);

    /// <summary>Entries about an event, oldest first; each with that event only.</summary>
    /// <param name="eventId">The event's id.</param>
    /// <param name="from">Search no further back.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<IReadOnlyList<JournalEntry>> FindAsync(string eventId, DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var found = new List<JournalEntry>();
        var needle = Encoding.UTF8.GetBytes(JsonEncodedText.Encode(eventId).ToString());
        var begin = from ?? time.GetUtcNow() - DefaultWindow;
        foreach (var blob in await log.BlobsAsync(begin, time.GetUtcNow(), cancellationToken))
        {
            await foreach (var entry in EntriesAsync(blob, needle, cancellationToken))
            {
                var mine = entry.Events.Where(@event => @event.EventId == eventId).ToArray();
                if (mine.Length > 0 && entry.At >= begin)
                {
                    found.Add(entry with { Events = mine });
                }
            }
        }

        return [.. found.OrderBy(entry => entry.At)];
    }

    /// <summary>All entries of a time, latest first.</summary>
    /// <param name="from">Earliest.</param>
    /// <param name="to">Latest.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async IAsyncEnumerable<JournalEntry> ListAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An entry is written a moment after its time, so one of the last moments of an hour may stand in the blob of the next.
        var end = to.AddHours(1);
        var earlier = new List<JournalEntry>();
        for (var day = end.UtcDateTime.Date; day >= from.UtcDateTime.Date; day = day.AddDays(-1))
        {
            var begin = new DateTimeOffset(day, TimeSpan.Zero);
            var blobs = await log.BlobsAsync(Later(begin, from), Earlier(begin.AddDays(1).AddTicks(-1), end), cancellationToken);
            foreach (var hour in blobs.GroupBy(blob => blob.Hour).OrderByDescending(group => group.Key))
            {
                var entries = earlier;
                earlier = [];
                foreach (var blob in hour)
                {
                    await foreach (var entry in EntriesAsync(blob, [], cancellationToken))
                    {
                        if (entry.At >= from && entry.At <= to)
                        {
                            (entry.At < hour.Key ? earlier : entries).Add(entry);
                        }
                    }
                }

                foreach (var entry in entries.OrderByDescending(entry => entry.At))
                {
                    yield return entry;
                }
            }
        }

        foreach (var entry in earlier.OrderByDescending(entry => entry.At))
        {
            yield return entry;
        }
    }

    /// <summary>The blobs by hour, for one request.</summary>
    internal LogDays Days() => new(log);

    /// <summary>All entries of some blobs, in no order, without holding them.</summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    internal async IAsyncEnumerable<JournalEntry> ScanAsync(IEnumerable<LogBlob> blobs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var blob in blobs)
        {
            await foreach (var entry in EntriesAsync(blob, [], cancellationToken))
            {
                yield return entry;
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async IAsyncEnumerable<JournalEntry> EntriesAsync(LogBlob blob, byte[] needle, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in log.LinesAsync(blob.Name, cancellationToken))
        {
            if ((needle.Length == 0 || line.Span.IndexOf(needle) >= 0)
                && JsonSerializer.Deserialize(line.Span, JournalJsonContext.Default.JournalEntry) is { } entry)
            {
                yield return entry;
            }
        }
    }
}
