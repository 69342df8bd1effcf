using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpotifyCapi.Events;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Dead letters as blobs, one for each event, named by the time of acceptance and the event: the same event given up twice is one blob.
/// What a list needs stands in the metadata, so that listing reads no blob.
/// </summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
public sealed class BlobDeadLetters(BlobContainerClient container) : IDeadLetterStore
{
    private volatile bool exists;

    /// <inheritdoc/>
    public Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken) =>
        UploadAsync(NameOf(letter), DeadLetterFormat.Write(letter), DeadLetterMetadata.Of(letter), cancellationToken);

    /// <summary>Keeps what is known about a message that cannot be read. Its payload may be anything, so it is not kept.</summary>
    /// <param name="messageId">Id of the queue message.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="insertedAt">When it was put into the queue.</param>
    /// <param name="diedAt">Now.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    public Task KeepUnreadableAsync(
        string messageId, ReadOnlyMemory<byte> payload, DateTimeOffset insertedAt, DateTimeOffset diedAt, CancellationToken cancellationToken)
    {
        var metadata = DeadLetterMetadata.Unreadable(messageId, payload.Length, Convert.ToHexStringLower(SHA256.HashData(payload.Span)), insertedAt, diedAt);
        return UploadAsync($"{Stamp(insertedAt)}-{messageId}", "{}"u8.ToArray(), metadata, cancellationToken);
    }

    /// <summary>The name of an event's dead letter.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="event">The event.</param>
    /// <param name="eventId">Its id.</param>
    /// <param name="firstQueued">When it was accepted.</param>
    internal static string NameOf(string destination, StandardEvent @event, string eventId, DateTimeOffset firstQueued)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{destination}\0{@event}\0{eventId}"));
        return $"{Stamp(firstQueued)}-{Convert.ToHexStringLower(key.AsSpan(0, 12))}";
    }

    /// <summary>What is known about a dead letter without reading it; null when there is none of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
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

    private static string NameOf(DeadLetter letter)
    {
        var facts = letter.Event.Facts;
        return NameOf(letter.Destination, facts.Event, facts.EventId, letter.FirstQueued);
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
}
