using System.Text;
using System.Text.Json;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>Reads the delivery journal.</summary>
public sealed class JournalReader(AppendLogReader log, TimeProvider time)
{
    /// <summary>How far back is searched by default.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(7);

    /// <summary>Longest search.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(400);

    /// <summary>Reads the journal of a storage account.</summary>
    public JournalReader(BlobContainers containers, TimeProvider time)
        : this(new AppendLogReader(containers.Get(StorageNames.DeliveryJournal)), time)
    {
    }

    /// <summary>Entries about an event, oldest first; each with that event only.</summary>
    /// <param name="begin">Search no further back.</param>
    /// <param name="places">What the index tells about the id.</param>
    internal async Task<IReadOnlyList<JournalEntry>> FindAsync(string eventId, DateTimeOffset begin, LogPlaces places, CancellationToken cancellationToken)
    {
        var found = new List<JournalEntry>();
        var needle = Encoding.UTF8.GetBytes(JsonEncodedText.Encode(eventId).ToString());
        var blobs = await log.BlobsAsync(begin, time.GetUtcNow(), cancellationToken);
        foreach (var entry in await log.FindAsync(blobs, places, JournalJsonContext.Default.JournalEntry, needle, cancellationToken))
        {
            var mine = entry.Events.Where(@event => @event.EventId == eventId).ToArray();
            if (mine.Length > 0 && entry.At >= begin)
                found.Add(entry with { Events = mine });
        }

        return [.. found.OrderBy(entry => entry.At)];
    }

    /// <summary>The blobs by hour, for one request.</summary>
    internal LogDays Days() => new(log);

    /// <summary>All entries of some blobs, in no order, without holding them.</summary>
    /// <param name="places">Only these, and what the index does not know.</param>
    /// <param name="isWanted">Of what the index knows only parts with events that were accepted at these times.</param>
    internal IAsyncEnumerable<JournalEntry> ScanAsync(
        IEnumerable<LogBlob> blobs, LogPlaces places, Predicate<IndexedZone> isWanted, CancellationToken cancellationToken) =>
        log.ScanAsync(blobs, places, isWanted, JournalJsonContext.Default.JournalEntry, cancellationToken);
}
