using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>Takes lines out of logs, without holding more of one than a block.</summary>
/// <typeparam name="T">A line.</typeparam>
internal sealed class LogRewriting<T>(BlobContainerClient container, JsonTypeInfo<T> type)
    where T : class
{
    private const int MostTries = 5;

    /// <summary>Looks at every line of a log, at some more than once; a log that is gone has none.</summary>
    /// <returns>0: nothing is taken out.</returns>
    /// <exception cref="IOException">Its reading breaks again and again.</exception>
    public Task<int> ReadAsync(string name, Action<T> look, CancellationToken cancellationToken) => AgainIfChangedAsync(async () =>
    {
        using var content = await OpenAsync(name, null, cancellationToken);
        if (content is not null)
        {
            await foreach (var (_, line) in LinesAsync(content, cancellationToken))
            {
                look(line);
            }
        }

        return 0;
    });

    /// <summary>Replaces every line of a log by what a function makes of it; null: by nothing. The function is asked more than once about a line.</summary>
    /// <returns>How much the function has removed.</returns>
    /// <exception cref="IOException">It is appended to again and again.</exception>
    public Task<int> RewriteAsync(string name, Func<T, (T? Kept, int Removed)> change, CancellationToken cancellationToken) =>
        AgainIfChangedAsync(() => TryRewriteAsync(name, change, cancellationToken));

    // 412: it was written to meanwhile. What replaces it would lose that, and a reading that broke cannot be taken up.
    private static async Task<int> AgainIfChangedAsync(Func<Task<int?>> work)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                if (await work() is { } done)
                    return done;
            }
            catch (RequestFailedException exception) when (exception.Status == 412)
            {
            }
        }

        throw new IOException("A log is written to again and again while lines are to be taken out of it; the next run resumes.");
    }

    // Null: the log has changed meanwhile.
    private async Task<int?> TryRewriteAsync(string name, Func<T, (T? Kept, int Removed)> change, CancellationToken cancellationToken)
    {
        // Most logs hold nothing of what is meant, so they are only read.
        if (await ChangedVersionAsync(name, change, cancellationToken) is not { } version)
            return 0;

        using var content = await OpenAsync(name, version, cancellationToken);
        if (content is null)
            return 0;

        using var replacement = new LogReplacement(container, name, version);
        var removed = 0;
        await foreach (var (bytes, line) in LinesAsync(content, cancellationToken))
        {
            var (kept, less) = change(line);
            removed += less;
            if (ReferenceEquals(kept, line))
            {
                replacement.Lines.Write(bytes.Span);
            }
            else if (kept is not null)
            {
                JsonSerializer.Serialize(replacement.Lines, kept, type);
                replacement.Lines.Write("\n"u8);
            }

            await replacement.FlushAsync(cancellationToken);
        }

        return await replacement.TryTakePlaceAsync(cancellationToken) ? removed : null;
    }

    // The version of a log that has something to be taken out; null: it has nothing, or is gone.
    private async Task<ETag?> ChangedVersionAsync(string name, Func<T, (T? Kept, int Removed)> change, CancellationToken cancellationToken)
    {
        using var content = await OpenAsync(name, null, cancellationToken);
        if (content is not null)
        {
            await foreach (var (_, line) in LinesAsync(content, cancellationToken))
            {
                if (!ReferenceEquals(change(line).Kept, line))
                    return content.Details.ETag;
            }
        }

        return null;
    }

    private async Task<BlobDownloadStreamingResult?> OpenAsync(string name, ETag? version, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Conditions = version is null ? null : new BlobRequestConditions { IfMatch = version } };
        try
        {
            return (await container.GetBlobClient(name).DownloadStreamingAsync(options, cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<(ReadOnlyMemory<byte> Bytes, T Line)> LinesAsync(
        BlobDownloadStreamingResult content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var bytes in LogLines.ReadAsync(content.Content, cancellationToken))
        {
            if (JsonSerializer.Deserialize(bytes.Span, type) is { } line)
                yield return (bytes, line);
        }
    }
}

/// <summary>
/// A log without the lines that were taken out of it. An append blob cannot be changed in place, so its place is taken by another blob, named
/// after it; that one is changed in place from then on.
/// </summary>
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

        // The new one is written before the old one goes: a crash leaves both, and the next run finds the old one again. A writer that still appends
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

    public void Dispose() => block.Dispose();

    public static bool IsReplacement(string name) => name.EndsWith(Suffix, StringComparison.Ordinal);

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
