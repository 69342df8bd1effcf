using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
            var content = (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
            if (Changed(content, change) is not { } kept)
            {
                continue;
            }

            // An append blob cannot be changed in place. The new one is written before the old one goes: a crash leaves both, and the next run
            // finds the old one again. Whoever still appends to the old one begins another.
            var replacement = container.GetBlockBlobClient($"{name}-erased");
            using var stream = new MemoryStream(kept, writable: false);
            var block = Convert.ToBase64String("0001"u8);
            await replacement.StageBlockAsync(block, stream, cancellationToken: cancellationToken);
            await replacement.CommitBlockListAsync([block], new CommitBlockListOptions(), cancellationToken);
            await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
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
