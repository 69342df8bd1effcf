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
    /// <param name="places">What the index tells about the id.</param>
    internal async Task<IReadOnlyList<IngestRecord>> FindAsync(string eventId, DateTimeOffset from, LogPlaces places, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IngestRecord>(StringComparer.Ordinal);
        var needle = Encoding.UTF8.GetBytes(JsonEncodedText.Encode(eventId).ToString());
        var blobs = await log.BlobsAsync(from, time.GetUtcNow(), cancellationToken);
        foreach (var arrival in await log.FindAsync(blobs, places, IngestJsonContext.Default.IngestRecord, needle, cancellationToken))
        {
            if (arrival.EventId == eventId && arrival.At >= from)
                found[arrival.Key] = arrival;
        }

        return [.. found.Values.OrderBy(arrival => arrival.At).ThenBy(arrival => arrival.Key, StringComparer.Ordinal)];
    }

    /// <summary>The blobs by hour, for one request.</summary>
    internal LogDays Days() => new(log);

    /// <summary>All lines of some blobs, in no order, without holding them.</summary>
    /// <param name="places">Only these, and what the index does not know.</param>
    /// <param name="isWanted">Of what the index knows only parts of these times.</param>
    internal IAsyncEnumerable<IngestRecord> ScanAsync(
        IEnumerable<LogBlob> blobs, LogPlaces places, Predicate<IndexedZone> isWanted, CancellationToken cancellationToken) =>
        log.ScanAsync(blobs, places, isWanted, IngestJsonContext.Default.IngestRecord, cancellationToken);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IngestRecord))]
[JsonSerializable(typeof(TallyBatch))]
[JsonSerializable(typeof(IReadOnlyList<TallySum>))]
internal sealed partial class IngestJsonContext : JsonSerializerContext;
