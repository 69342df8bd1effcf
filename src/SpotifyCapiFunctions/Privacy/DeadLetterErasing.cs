using Azure;
using Azure.Storage.Blobs;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>What an order means of the dead letters.</summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
/// <param name="order">The order.</param>
/// <param name="run">What was found.</param>
internal sealed class DeadLetterErasing(BlobContainerClient container, ErasureOrder order, ErasureRun run)
{
    /// <summary>Remembers a letter's event when it is meant.</summary>
    /// <returns>0: nothing is removed yet.</returns>
    public async Task<int> SearchAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadMeantAsync(name, cancellationToken) is { } letter)
            run.Find(letter.Event.Facts.EventId);

        return 0;
    }

    /// <summary>Deletes a letter when it is meant.</summary>
    /// <returns>How many were.</returns>
    public async Task<int> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadMeantAsync(name, cancellationToken) is not { } letter || !(order.Everything || run.HasFound(letter.Event.Facts.EventId)))
            return 0;

        await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        return 1;
    }

    private async Task<DeadLetter?> ReadMeantAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(name, cancellationToken) is not { } letter)
            return null;

        var (facts, who) = letter.Event;
        var digests = who.Emails.Select(digest => digest.ToHex());
        digests = who.Phone is { } phone ? digests.Append(phone.ToHex()) : digests;
        return order.Matches(letter.Source, facts.EventId, facts.PlatformOrderId, digests) ? letter : null;
    }

    private async Task<DeadLetter?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return DeadLetterFormat.Read((await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Somebody has deleted it since it was listed.
            return null;
        }
    }
}
