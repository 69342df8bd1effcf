using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>
/// A blob in blocks: what is staged becomes visible with the commit, all at once and together with the metadata. The owner is eight characters
/// that no other process has, part of every block's id: a process that has lost the blob cannot replace the blocks of its successor.
/// </summary>
internal sealed class BlockWriter(BlockBlobClient blob, string owner)
{
    public BlockBlobClient Blob => blob;

    /// <summary>The version that was written or read last; null: there is none.</summary>
    public ETag? Version { get; set; }

    private BlobRequestConditions IfUnchanged => Version is { } version
        ? new BlobRequestConditions { IfMatch = version }
        : new BlobRequestConditions { IfNoneMatch = ETag.All };

    /// <summary>Id of a block of a kind, which is one letter; all ids of a blob must be equally long.</summary>
    public string Id(char kind, int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}{number:D6}{owner}")));

    /// <summary>Ids of the first committed blocks of a kind, in order, from any process.</summary>
    public async Task<IReadOnlyList<string>> CommittedAsync(char kind, int count, CancellationToken cancellationToken)
    {
        var blocks = await blob.GetBlockListAsync(BlockListTypes.Committed, cancellationToken: cancellationToken);
        return [.. blocks.Value.CommittedBlocks.Select(block => block.Name).Where(name => Convert.FromBase64String(name)[0] == kind).Take(count)];
    }

    /// <summary>Stages a block; one of the same id that was not committed yet is replaced.</summary>
    public async Task StageAsync(string id, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        await blob.StageBlockAsync(id, content, cancellationToken: cancellationToken);
    }

    /// <summary>Makes these blocks the blob.</summary>
    /// <returns>False when another process has written the blob since <see cref="Version"/>.</returns>
    public async Task<bool> CommitAsync(
        IEnumerable<string> ids, IDictionary<string, string> metadata, string contentType, CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions
        {
            Metadata = metadata,
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            Conditions = IfUnchanged,
        };
        if (await MarkedCommit.TryAsync(blob, ids, options, cancellationToken) is not { } version)
            return false;

        Version = version;
        return true;
    }
}
