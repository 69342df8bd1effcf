using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>Reads the journal back, line by line.</summary>
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
                    found.Add(entry with { Events = mine });
            }
        }

        return [.. found.OrderBy(entry => entry.At)];
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
