using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpotifyCapiFunctions.Offline;

/// <summary>
/// Copies within the account. The client asks again for a copy when the answer got lost, and is refused while the first one is under way: that
/// is the one to wait for.
/// </summary>
internal static class BlobCopy
{
    /// <summary>Copies a blob and waits until it is done.</summary>
    /// <param name="from">The blob.</param>
    /// <param name="to">Its copy; nobody else makes it meanwhile.</param>
    /// <param name="metadata">Of the copy; null: that of the blob.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task RunAsync(BlobClient from, BlobClient to, IDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var copy = await StartAsync(from, to, metadata, cancellationToken);
        await copy.WaitForCompletionAsync(cancellationToken);
    }

    private static async Task<CopyFromUriOperation> StartAsync(
        BlobClient from, BlobClient to, IDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        try
        {
            return await to.StartCopyFromUriAsync(from.Uri, new BlobCopyFromUriOptions { Metadata = metadata }, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.PendingCopyOperation)
        {
            var found = await to.GetPropertiesAsync(cancellationToken: cancellationToken);
            return new CopyFromUriOperation(found.Value.CopyId, to);
        }
    }
}
