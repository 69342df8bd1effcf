using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// Commits blocks if nobody else has written the blob. The client repeats a request whose answer got lost, and the repetition finds the blob
/// changed: by the request itself. So each commit carries a mark in the metadata, by which it is known again.
/// </summary>
internal static class MarkedCommit
{
    private const string Mark = "commit";

    /// <summary>Makes these blocks the blob.</summary>
    /// <returns>The new version; null when the condition does not hold.</returns>
    public static async Task<ETag?> TryAsync(
        BlockBlobClient blob, IEnumerable<string> blocks, CommitBlockListOptions options, CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        options.Metadata = new Dictionary<string, string>(options.Metadata ?? new Dictionary<string, string>()) { [Mark] = mark };
        try
        {
            return (await blob.CommitBlockListAsync(blocks, options, cancellationToken)).Value.ETag;
        }
        catch (RequestFailedException exception) when (exception.Status == 412 || exception.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return await IsThereAsync(blob, mark, cancellationToken);
        }
    }

    private static async Task<ETag?> IsThereAsync(BlockBlobClient blob, string mark, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return found.Metadata.TryGetValue(Mark, out var its) && its == mark ? found.ETag : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }
}
