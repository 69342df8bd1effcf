using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Dead letters as blobs, one for each event, named by the time of acceptance and the event: the same event given up twice is one blob.
/// What a list needs stands in the metadata, so that listing reads no blob.
/// </summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
public sealed partial class DeadLetterStore(BlobContainerClient container, ILogger<DeadLetterStore> logger) : IDeadLetterStore
{
    private volatile bool exists;

    public async Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var facts = letter.Event.Facts;
        var name = NameOf(letter.Destination, facts.Event, facts.EventId, letter.FirstQueued);
        try
        {
            await UploadAsync(name, DeadLetterFormat.Write(letter), DeadLetterMetadata.Of(letter), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Its event waits, and nothing else shows the cause. Its type only: messages of the storage's client quote addresses and headers.
            LogFailed(logger, letter.Destination, letter.Reason, exception.GetType().Name);
            throw;
        }
    }

    /// <summary>Keeps what is known about a message that cannot be read. Its payload may be anything, so it is not kept.</summary>
    public Task KeepUnreadableAsync(
        string messageId, ReadOnlyMemory<byte> payload, DateTimeOffset insertedAt, DateTimeOffset diedAt, CancellationToken cancellationToken)
    {
        var metadata = DeadLetterMetadata.Unreadable(messageId, payload.Length, Convert.ToHexStringLower(SHA256.HashData(payload.Span)), insertedAt, diedAt);
        return UploadAsync($"{Stamp(insertedAt)}-{messageId}", "{}"u8.ToArray(), metadata, cancellationToken);
    }

    /// <summary>What is known about a dead letter without reading it; null when there is none of that name.</summary>
    public async Task<DeadLetterItem?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return DeadLetterMetadata.Read(name, (await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.Metadata);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 400)
        {
            return null;
        }
    }

    internal static string NameOf(string destination, StandardEvent @event, string eventId, DateTimeOffset firstQueued)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{destination}\0{@event}\0{eventId}"));
        return $"{Stamp(firstQueued)}-{Convert.ToHexStringLower(key.AsSpan(0, 12))}";
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);

    private async Task UploadAsync(string name, byte[] content, IDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        if (!exists)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            exists = true;
        }

        try
        {
            var options = new BlobUploadOptions
            {
                Metadata = metadata,
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
            };
            await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // The host showed the message again after a crash, or the client repeated a write whose answer was lost: it is kept already.
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            exists = false;
            throw;
        }
    }

    [LoggerMessage(2006, LogLevel.Error, "{Destination}: a dead letter ({Reason}) could not be kept: {Exception}; its event waits", EventName = "2006")]
    private static partial void LogFailed(ILogger logger, string destination, string reason, string exception);
}

/// <summary>The metadata of a dead letter's blob. Values are escaped, since metadata travels in headers.</summary>
internal static class DeadLetterMetadata
{
    private const int MaxValueLength = 1000;

    // A blob's metadata holds 8 KiB in all.
    private const int MaxLetterLength = 4096;
    private const string LetterKey = "letter";

    public static Dictionary<string, string> Of(DeadLetter letter)
    {
        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["reason"] = letter.Reason,
            ["destination"] = Escape(letter.Destination),
            ["source"] = Escape(letter.Source),
            ["event_id"] = Escape(letter.Event.Facts.EventId),
            ["event_name"] = letter.Event.Facts.Event.ToString(),
            ["event_time"] = Time(letter.Event.Facts.EventTime),
            ["attempts"] = letter.Attempts.ToString(CultureInfo.InvariantCulture),
            ["first_queued"] = Time(letter.FirstQueued),
            ["died_at"] = Time(letter.DiedAt),
        };
        if (letter.Status is { } status)
            metadata["status"] = status.ToString(CultureInfo.InvariantCulture);

        if (Compressed(letter) is { Length: <= MaxLetterLength } compressed)
            metadata[LetterKey] = compressed;

        if (letter.Message is { } message)
            metadata["message"] = Escape(message);

        if (letter.TraceId is { } traceId)
            metadata["trace_id"] = Escape(traceId);

        return metadata;
    }

    public static Dictionary<string, string> Unreadable(string messageId, int bytes, string sha256, DateTimeOffset insertedAt, DateTimeOffset diedAt) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["reason"] = DeliveryReasons.Unreadable,
            ["message_id"] = Escape(messageId),
            ["bytes"] = bytes.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = sha256,
            ["first_queued"] = Time(insertedAt),
            ["died_at"] = Time(diedAt),
        };

    public static DeadLetterItem Read(string name, IDictionary<string, string> metadata)
    {
        string? Text(string key) => metadata.TryGetValue(key, out var value) ? Uri.UnescapeDataString(value) : null;
        int Number(string key) => int.TryParse(Text(key), CultureInfo.InvariantCulture, out var value) ? value : 0;
        DateTimeOffset? Moment(string key) =>
            DateTimeOffset.TryParse(Text(key), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;
        return new DeadLetterItem(
            name, Text("reason") ?? DeliveryReasons.Unreadable, Text("destination"), Text("source"), Text("event_id"), Text("event_name"), Moment("event_time"),
            Number("attempts"), Moment("first_queued"), Moment("died_at"), Text("status") is null ? null : Number("status"), Text("message"), Text("trace_id"),
            Moment("replayed_at"), Number("replays"));
    }

    /// <summary>The letter itself, so that a replay of many has them with the listing. Null when it is too long, or of an older build.</summary>
    public static DeadLetter? Letter(IDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(LetterKey, out var text))
            return null;

        try
        {
            using var output = new MemoryStream();
            using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            brotli.CopyTo(output);
            return DeadLetterFormat.Read(output.GetBuffer().AsSpan(0, (int)output.Length));
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Compressed(DeadLetter letter)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(DeadLetterFormat.Write(letter));
        }

        return Convert.ToBase64String(output.GetBuffer().AsSpan(0, (int)output.Length));
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string value)
    {
        var escaped = Uri.EscapeDataString(value);
        while (escaped.Length > MaxValueLength)
        {
            value = value[..^Math.Max(1, value.Length / 10)];
            escaped = Uri.EscapeDataString(value);
        }

        return escaped;
    }
}
