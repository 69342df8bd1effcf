using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>
/// A log without the lines that were taken out of it. An append blob cannot be changed in place, so its place is taken by another blob, named
/// after it; that one is changed in place from then on.
/// </summary>
/// <param name="container">Where the log is.</param>
/// <param name="name">The log.</param>
/// <param name="version">The version that was read.</param>
internal sealed class LogReplacement(BlobContainerClient container, string name, ETag version) : IDisposable
{
    private const string Suffix = "-erased";
    private const int BlockBytes = 4 * 1024 * 1024;

    private readonly BlockBlobClient blob = container.GetBlockBlobClient(IsReplacement(name) ? name : name + Suffix);
    private readonly MemoryStream block = new();
    private readonly List<string> blocks = [];

    private BlobRequestConditions IfUnchanged => new() { IfMatch = version };

    /// <summary>Where the next line is written to; <see cref="FlushAsync"/> after each.</summary>
    public Stream Lines => block;

    /// <summary>Keeps no more than a block in memory.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => block.Length < BlockBytes ? Task.CompletedTask : StageAsync(cancellationToken);

    /// <summary>Puts what was written in the log's place, or nothing if nothing was.</summary>
    /// <returns>False when the log has changed meanwhile. It is as it was.</returns>
    public async Task<bool> TryTakePlaceAsync(CancellationToken cancellationToken)
    {
        await StageAsync(cancellationToken);
        if (blocks.Count > 0 && IsReplacement(name))
            return await MarkedCommit.TryAsync(blob, blocks, new CommitBlockListOptions { Conditions = IfUnchanged }, cancellationToken) is not null;

        // The new one is written before the old one goes: a crash leaves both, and the next run finds the old one again. Whoever still appends
        // to the old one begins another.
        if (blocks.Count > 0)
            await blob.CommitBlockListAsync(blocks, new CommitBlockListOptions(), cancellationToken);
        else if (!IsReplacement(name))
            await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);

        var isGone = await TryDeleteAsync(cancellationToken);
        if (!isGone && !IsReplacement(name))
            await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);

        return isGone;
    }

    /// <inheritdoc/>
    public void Dispose() => block.Dispose();

    private static bool IsReplacement(string name) => name.EndsWith(Suffix, StringComparison.Ordinal);

    // The client repeats a deletion whose answer got lost: a log that is not there any more has not changed, it is gone.
    private async Task<bool> TryDeleteAsync(CancellationToken cancellationToken)
    {
        var log = container.GetBlobClient(name);
        try
        {
            await log.DeleteIfExistsAsync(DeleteSnapshotsOption.None, IfUnchanged, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return !await log.ExistsAsync(cancellationToken);
        }
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        if (block.Length == 0)
            return;

        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{blocks.Count + 1:D4}")));
        block.Position = 0;
        await blob.StageBlockAsync(id, block, cancellationToken: cancellationToken);
        blocks.Add(id);
        block.SetLength(0);
    }
}
