using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SpotifyCapiFunctions.Offline;

/// <summary>A blob in blocks: what is staged becomes visible with the commit, all at once and together with the metadata.</summary>
/// <param name="blob">The blob.</param>
internal sealed class BlockWriter(BlockBlobClient blob)
{
    /// <summary>The blob.</summary>
    public BlockBlobClient Blob => blob;

    /// <summary>The version that was written or read last; null: there is none.</summary>
    public ETag? Version { get; set; }

    private BlobRequestConditions IfUnchanged => Version is { } version
        ? new BlobRequestConditions { IfMatch = version }
        : new BlobRequestConditions { IfNoneMatch = ETag.All };

    /// <summary>Id of a block; all ids of a blob must be equally long.</summary>
    /// <param name="kind">One letter.</param>
    /// <param name="number">Which one.</param>
    public static string Id(char kind, int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}{number:D6}")));

    /// <summary>Stages a block; one of the same id that was not committed yet is replaced.</summary>
    public async Task StageAsync(string id, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        await blob.StageBlockAsync(id, content, cancellationToken: cancellationToken);
    }

    /// <summary>Makes these blocks the blob.</summary>
    /// <returns>False when somebody else has written the blob since <see cref="Version"/>, so this process is not the one that may.</returns>
    public async Task<bool> CommitAsync(
        IEnumerable<string> ids, IDictionary<string, string> metadata, string contentType, CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions
        {
            Metadata = metadata,
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            Conditions = IfUnchanged,
        };
        try
        {
            Version = (await blob.CommitBlockListAsync(ids, options, cancellationToken)).Value.ETag;
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412 || exception.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return false;
        }
    }
}
