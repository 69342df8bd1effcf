using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>Takes lines out of logs whose blobs can only be appended to.</summary>
/// <typeparam name="T">A line.</typeparam>
/// <param name="container">Where the blobs are.</param>
/// <param name="type">How a line is written.</param>
internal sealed class LogRewriting<T>(BlobContainerClient container, JsonTypeInfo<T> type)
    where T : class
{
    private const int MostTries = 5;

    /// <summary>Looks at every line.</summary>
    public async Task ReadAsync(IEnumerable<string> names, Action<T> look, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            var content = (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
            foreach (var (_, line) in Lines(content))
            {
                look(line);
            }
        }
    }

    /// <summary>Replaces every line by what a function makes of it; null: by nothing.</summary>
    public async Task RewriteAsync(IEnumerable<string> names, Func<T, T?> change, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            var tries = 0;
            while (!await TryRewriteAsync(name, change, cancellationToken))
            {
                if (++tries == MostTries)
                {
                    throw new IOException("A log is written to again and again while lines are to be taken out of it; the next run goes on.");
                }
            }
        }
    }

    // An append blob cannot be changed in place. The new one is written before the old one goes: a crash leaves both, and the next run
    // finds the old one again. Whoever still appends to the old one begins another. False: somebody has, meanwhile, and would lose that.
    private async Task<bool> TryRewriteAsync(string name, Func<T, T?> change, CancellationToken cancellationToken)
    {
        var old = (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value;
        if (Changed(old.Content.ToMemory(), change) is not { } kept)
        {
            return true;
        }

        var replacement = container.GetBlockBlobClient($"{name}-erased");
        using var stream = new MemoryStream(kept, writable: false);
        var block = Convert.ToBase64String("0001"u8);
        await replacement.StageBlockAsync(block, stream, cancellationToken: cancellationToken);
        await replacement.CommitBlockListAsync([block], new CommitBlockListOptions(), cancellationToken);
        try
        {
            var unchanged = new BlobRequestConditions { IfMatch = old.Details.ETag };
            await container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.None, unchanged, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            await replacement.DeleteIfExistsAsync(cancellationToken: cancellationToken);
            return false;
        }
    }

    private byte[]? Changed(ReadOnlyMemory<byte> content, Func<T, T?> change)
    {
        var kept = new MemoryStream(content.Length);
        var different = false;
        foreach (var (bytes, line) in Lines(content))
        {
            var changed = change(line);
            different |= !ReferenceEquals(changed, line);
            if (ReferenceEquals(changed, line))
            {
                kept.Write(bytes.Span);
            }
            else if (changed is not null)
            {
                kept.Write(JsonSerializer.SerializeToUtf8Bytes(changed, type));
                kept.WriteByte((byte)'\n');
            }
        }

        return different ? kept.ToArray() : null;
    }

    private IEnumerable<(ReadOnlyMemory<byte> Bytes, T Line)> Lines(ReadOnlyMemory<byte> content)
    {
        while (content.Length > 0)
        {
            var end = content.Span.IndexOf((byte)'\n');
            var bytes = end < 0 ? content : content[..(end + 1)];
            content = content[bytes.Length..];
            if (JsonSerializer.Deserialize(bytes.Span, type) is { } line)
            {
                yield return (bytes, line);
            }
        }
    }
}
