using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>Reads the lines about arrivals back.</summary>
/// <param name="log">The ingest log.</param>
/// <param name="time">The clock.</param>
public sealed class ArrivalReader(AppendLogReader log, TimeProvider time)
{
    /// <summary>The arrivals of an event, oldest first.</summary>
    /// <param name="eventId">The event's id.</param>
    /// <param name="from">Search no further back.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<IReadOnlyList<IngestRecord>> FindAsync(string eventId, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IngestRecord>(StringComparer.Ordinal);
        var needle = Encoding.UTF8.GetBytes(JsonEncodedText.Encode(eventId).ToString());
        var blobs = await log.BlobsAsync(from, time.GetUtcNow(), cancellationToken);
        await foreach (var arrival in ScanAsync(blobs, needle, cancellationToken))
        {
            if (arrival.EventId == eventId && arrival.At >= from)
                found[arrival.Key] = arrival;
        }

        return [.. found.Values.OrderBy(arrival => arrival.At).ThenBy(arrival => arrival.Key, StringComparer.Ordinal)];
    }

    /// <summary>The blobs by hour, for one request.</summary>
    internal LogDays Days() => new(log);

    /// <summary>All arrivals of some blobs, in no order, without holding them.</summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="needle">Only lines with these bytes; empty: all.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    internal async IAsyncEnumerable<IngestRecord> ScanAsync(
        IEnumerable<LogBlob> blobs, byte[] needle, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var blob in blobs)
        {
            await foreach (var line in log.LinesAsync(blob.Name, cancellationToken))
            {
                if ((needle.Length == 0 || line.Span.IndexOf(needle) >= 0)
                    && JsonSerializer.Deserialize(line.Span, IngestJsonContext.Default.IngestRecord) is { } arrival)
                {
                    yield return arrival;
                }
            }
        }
    }
}
