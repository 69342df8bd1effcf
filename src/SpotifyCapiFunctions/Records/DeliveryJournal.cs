using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// The delivery journal as JSON lines in append blobs: one append for all requests of an envelope, often for several envelopes. The ingest log
/// counts every entry, even where the journal cannot be written.
/// </summary>
public sealed partial class DeliveryJournal(
    AppendLog log, IngestLog counts, ConversionTelemetry telemetry, ILogger<DeliveryJournal> logger) : IDeliveryJournal
{
    // Room for ordinary lines: a buffer that has to grow is thrown away each time, and the large ones are the expensive ones.
    private const int BytesOfEntry = 1024;
    private const int BytesOfEvent = 400;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(BytesOfEntry + (BytesOfEvent * entries.Sum(entry => entry.Events.Count)));
        foreach (var entry in entries)
        {
            counts.Record(entry);
            using (var writer = new Utf8JsonWriter(buffer))
            {
                JsonSerializer.Serialize(writer, entry, JournalJsonContext.Default.JournalEntry);
            }

            buffer.Write("\n"u8);
        }

        if (!await TryAppendAsync(buffer.WrittenMemory, cancellationToken))
        {
            telemetry.JournalFailed();
            LogFailed(logger, entries.Count);
        }
    }

    private async Task<bool> TryAppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            return await log.AppendAsync(lines, cancellationToken).WaitAsync(Timeout, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "{Count} journal entries could not be written; the deliveries themselves are not affected", EventName = "4001")]
    private static partial void LogFailed(ILogger logger, int count);
}

/// <summary>A page of <c>GET /api/deliveries</c>, latest first.</summary>
internal sealed record DeliveriesJson(IReadOnlyList<JournalEntry> Deliveries, string? Next);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(DeliveriesJson))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
