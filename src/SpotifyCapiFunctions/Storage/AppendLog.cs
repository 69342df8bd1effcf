using System.Runtime.InteropServices;
using System.Threading.Channels;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// An append-only log in hourly blobs, one of its own for each instance. What arrives while a write is under way goes into the next one
/// together, so that load makes writes larger instead of more.
/// </summary>
/// <param name="time">The clock that names them.</param>
/// <param name="prefix">What their names begin with, where several logs share a container; such as <c>ingest/</c>.</param>
/// <param name="trouble">Learns why a write fails; null: nobody.</param>
/// <param name="gather">How long a write waits for more to come; short when a caller waits for it.</param>
public sealed class AppendLog(
    BlobContainerClient container, TimeProvider time, string prefix = "", TimeSpan gather = default, StorageTrouble? trouble = null) : IAsyncDisposable
{
    // An append block holds at most 4 MiB, and a blob at most 50,000 of them.
    private const int MaxBlockBytes = 4 * 1024 * 1024;
    private const int MaxBlocks = 49_000;

    private readonly Channel<Entry> entries = Channel.CreateBounded<Entry>(10_000);
    private readonly string instance = Guid.CreateVersion7(time.GetUtcNow()).ToString("N")[^12..];
    private readonly CancellationTokenSource ending = new();
    private readonly CancellationTokenSource hurry = new();
    private readonly Lock gate = new();
    private readonly string append = $"{(prefix.Length > 0 ? prefix.TrimEnd('/') : container.Name)} append";
    private Task? writer;
    private string? current;
    private int part;
    private int blocks;
    private long length;

    /// <summary>Name of this instance in the names of its blobs.</summary>
    public string Instance => instance;

    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">At most 4 MiB.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <returns>Whether they are stored.</returns>
    public async Task<bool> AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        StartOnce();
        var entry = new Entry(bytes, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        return entries.Writer.TryWrite(entry) && await entry.Stored.Task.WaitAsync(cancellationToken);
    }

    // Under a lock: two writers would each take the other's place in the blob.
    private void StartOnce()
    {
        lock (gate)
        {
            writer ??= Task.Run(WriteAsync, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await hurry.CancelAsync();
        ending.CancelAfter(TimeSpan.FromSeconds(5));
        if (writer is not null)
            await writer;

        ending.Dispose();
        hurry.Dispose();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Entry>();
        var isFull = false;
        while (await entries.Reader.WaitToReadAsync())
        {
            if (gather > TimeSpan.Zero && !isFull)
                await Task.Delay(gather, time, hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            batch.Clear();
            isFull = false;
            var size = 0;
            while (!isFull && entries.Reader.TryPeek(out var next))
            {
                isFull = batch.Count > 0 && size + next.Bytes.Length > MaxBlockBytes;
                if (!isFull && entries.Reader.TryRead(out next))
                {
                    batch.Add(next);
                    size += next.Bytes.Length;
                }
            }

            var stored = await TryAppendAsync(batch, size);
            batch.ForEach(entry => entry.Stored.TrySetResult(stored));
        }
    }

    private async Task<bool> TryAppendAsync(List<Entry> batch, int size)
    {
        var block = Block(batch, size);
        try
        {
            await AppendAsync(block);
            trouble?.Succeeded(append);
            return true;
        }
        catch (Exception exception)
        {
            if (!ending.IsCancellationRequested)
                trouble?.Failed(append, exception);

            // Whatever it was (no connection, no token for the identity), the writer must live on. The next write begins a new blob: this one
            // may be gone, full, or in an unknown state.
            current = null;
            part++;
            return false;
        }
    }

    // A blob that is gone (a request to erase has taken lines out of it) has not taken this block: a new one can.
    private async Task AppendAsync(ArraySegment<byte> block)
    {
        try
        {
            await AppendOnceAsync(await CurrentAsync(), block);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            current = null;
            part++;
            await AppendOnceAsync(await CurrentAsync(), block);
        }

        blocks++;
        length += block.Count;
    }

    private static ArraySegment<byte> Block(List<Entry> batch, int size)
    {
        if (batch.Count == 1 && MemoryMarshal.TryGetArray(batch[0].Bytes, out var only))
            return only;

        var block = new byte[size];
        var at = 0;
        foreach (var entry in batch)
        {
            entry.Bytes.CopyTo(block.AsMemory(at));
            at += entry.Bytes.Length;
        }

        return block;
    }

    // The client sends a block again when no answer came. Named by its place it stands there once: no other writer has this blob.
    private async Task AppendOnceAsync(AppendBlobClient blob, ArraySegment<byte> block)
    {
        using var content = new MemoryStream(block.Array!, block.Offset, block.Count, writable: false);
        var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = length };
        try
        {
            await blob.AppendBlockAsync(content, new AppendBlobAppendBlockOptions { Conditions = conditions }, ending.Token);
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            if ((await blob.GetPropertiesAsync(cancellationToken: ending.Token)).Value.ContentLength != length + block.Count)
                throw;
        }
    }

    private async Task<AppendBlobClient> CurrentAsync()
    {
        var hour = prefix + AppendLogNames.Hour(time.GetUtcNow());
        if (current is null || !current.StartsWith(hour, StringComparison.Ordinal) || blocks >= MaxBlocks)
        {
            // The same hour again when its blob is full, or an earlier one when the clock was set back: no name is taken twice.
            part += string.CompareOrdinal(current, hour) > 0 ? 1 : 0;
            var name = $"{hour}-{instance}-{part:D4}";
            await container.CreateIfNotExistsAsync(cancellationToken: ending.Token);
            await container.GetAppendBlobClient(name).CreateIfNotExistsAsync(cancellationToken: ending.Token);
            (current, blocks, length) = (name, 0, 0);
        }

        return container.GetAppendBlobClient(current);
    }

    private sealed record Entry(ReadOnlyMemory<byte> Bytes, TaskCompletionSource<bool> Stored);
}
