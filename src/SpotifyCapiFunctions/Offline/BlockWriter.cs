using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>A blob in blocks: what is staged becomes visible with the commit, all at once and together with the metadata.</summary>
/// <param name="blob">The blob.</param>
/// <param name="owner">
/// Eight characters that no other process has. They are in the id of every block, so that a process that has lost the blob and does not know
/// it yet cannot put its bytes in the place of those that its successor is about to commit.
/// </param>
internal sealed class BlockWriter(BlockBlobClient blob, string owner)
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
    public string Id(char kind, int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}{number:D6}{owner}")));

    /// <summary>Ids of the blocks of a kind that are committed, whoever wrote them, in order.</summary>
    /// <param name="kind">One letter.</param>
    /// <param name="count">Only the first so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
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
        if (await MarkedCommit.TryAsync(blob, ids, options, cancellationToken) is not { } version)
            return false;

        Version = version;
        return true;
    }
}
