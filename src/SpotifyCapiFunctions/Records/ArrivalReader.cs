using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>Reads the ingest log.</summary>
public sealed class ArrivalReader(AppendLogReader log, TimeProvider time)
{
    /// <summary>Each time an event was received, oldest first.</summary>
    /// <param name="from">Search no further back.</param>
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

    /// <summary>All lines of some blobs, in no order, without holding them.</summary>
    /// <param name="needle">Only lines with these bytes; empty: all.</param>
    internal IAsyncEnumerable<IngestRecord> ScanAsync(IEnumerable<LogBlob> blobs, byte[] needle, CancellationToken cancellationToken) =>
        log.ScanAsync(blobs, IngestJsonContext.Default.IngestRecord, needle, cancellationToken);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IngestRecord))]
[JsonSerializable(typeof(TallyBatch))]
internal sealed partial class IngestJsonContext : JsonSerializerContext;
