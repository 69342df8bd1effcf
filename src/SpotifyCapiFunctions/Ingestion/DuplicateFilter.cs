using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Duplicates;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>
/// Recognises what was accepted before. An optimisation that never costs an event: it learns of one only after the queue has confirmed it, it knows
/// less rather than more when its store is down, and two concurrent copies may both pass, with the same id.
/// </summary>
public sealed class DuplicateFilter(DuplicateOptions options, AppendLog log, TimeProvider time)
{
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RecentKeys window = new(options.Window, options.MaxKeys, time);

    /// <summary>Whether anything is remembered at all.</summary>
    public bool IsOn => options.Window > TimeSpan.Zero;

    /// <summary>Whether a key was accepted before.</summary>
    public bool IsDuplicate(SeenKey key) => IsOn && window.Contains(key);

    /// <summary>For each key whether it was accepted before, and whether that was the same conversion.</summary>
    public Sighting[] Look(SeenKey[] keys)
    {
        var seen = new Sighting[keys.Length];
        if (IsOn)
            window.Find(keys, seen);

        return seen;
    }

    /// <summary>Whether a key was accepted before, and whether that was the same conversion.</summary>
    public Sighting Look(SeenKey key) => IsOn ? window.Look(key) : Sighting.New;

    /// <summary>Remembers keys whose events the queue has confirmed. Storing them is not waited for: the sender has an answer to get.</summary>
    public void Remember(SeenKey[] keys)
    {
        if (!IsOn || keys.Length == 0)
            return;

        window.Add(keys, time.GetUtcNow());
        var bytes = new byte[keys.Length * SeenKey.Size];
        for (var i = 0; i < keys.Length; i++)
            keys[i].Write(bytes.AsSpan(i * SeenKey.Size));

        _ = log.AppendAsync(bytes, CancellationToken.None);
    }

    /// <summary>
    /// Remembers keys that are in a blob of the container already. The hour is that blob's: another instance, or this one when it reads the blob,
    /// must not count them twice.
    /// </summary>
    internal void MarkSeen(IReadOnlyCollection<SeenKey> keys, DateTimeOffset hour)
    {
        if (IsOn)
            window.Add([.. keys], hour);
    }

    /// <summary>Waits until what was seen before a restart is known, or for a limited time: the store may be down.</summary>
    internal async Task WaitUntilLoadedAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (IsOn)
            await Task.WhenAny(loaded.Task, Task.Delay(limit, time, cancellationToken));
    }

    /// <summary>What was seen before is known.</summary>
    internal void SetLoaded() => loaded.TrySetResult();

    /// <summary>Takes over keys that were stored, by this instance before it was restarted or by another one, piece by piece.</summary>
    internal async Task LoadAsync(Stream keys, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var buffer = new byte[SeenKey.Size * 4096];
        while (IsOn && await keys.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is var count and > 0)
        {
            for (var i = 0; i + SeenKey.Size <= count; i += SeenKey.Size)
                window.Add(SeenKey.Read(buffer.AsSpan(i)), hour);
        }
    }
}

/// <summary>
/// Reads what was seen before into the filter: all of the window at start, then every few seconds what other instances have added. It runs
/// beside the app's work; until it is done a duplicate may pass.
/// </summary>
internal sealed partial class DuplicateFilterLoading(
    DuplicateFilter filter, DuplicateOptions options, BlobContainers containers, TimeProvider time, ILogger<DuplicateFilterLoading> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    // How long the reading of a file may pause, for a full queue or its next run, while its blob is still read again.
    private static readonly TimeSpan MaxFilePause = TimeSpan.FromHours(6);

    private readonly Dictionary<string, long> read = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!filter.IsOn)
            return;

        var from = time.GetUtcNow() - options.Window;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                from = await LoadAsync(from, stoppingToken);
                filter.SetLoaded();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, AzureFailure.Of(exception).Code);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Returns from when on there is something to read the next time.
    private async Task<DateTimeOffset> LoadAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = now - TimeSpan.FromHours(1);
        var container = containers.Get(StorageNames.WebhookDeliveries);
        if (!await container.ExistsAsync(cancellationToken))
            return next;

        for (var day = from.UtcDateTime.Date; day <= now.UtcDateTime.Date; day = day.AddDays(1))
        {
            var prefix = AppendLogNames.Day(new DateTimeOffset(day, TimeSpan.Zero));
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
            {
                if (AppendLogNames.TryParse(blob.Name, out var hour) && IsIn(hour, from))
                {
                    await LoadAsync(blob, hour, cancellationToken);
                    next = hour < next && IsOfFileUnderWay(blob, now) ? hour : next;
                }
            }
        }

        foreach (var name in read.Keys.Where(name => AppendLogNames.TryParse(name, out var hour) && !IsIn(hour, next)))
            read.Remove(name);

        return next;
    }

    private static bool IsIn(DateTimeOffset hour, DateTimeOffset from) => hour > from.AddHours(-1);

    // A log begins another blob each hour. All keys of a file go into that of the hour in which it was begun, however long it is read.
    private static bool IsOfFileUnderWay(BlobItem blob, DateTimeOffset now) =>
        blob.Properties.BlobType == BlobType.Block && blob.Properties.LastModified > now - MaxFilePause;

    private async Task LoadAsync(BlobItem blob, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var known = read.GetValueOrDefault(blob.Name);
        if (blob.Properties.ContentLength is not { } length || length <= known)
            return;

        var client = containers.Get(StorageNames.WebhookDeliveries).GetBlobClient(blob.Name);
        var part = await client.DownloadStreamingAsync(new BlobDownloadOptions { Range = new HttpRange(known, length - known) }, cancellationToken);
        await using var stream = part.Value.Content;
        await filter.LoadAsync(stream, hour, cancellationToken);
        read[blob.Name] = length;
    }

    [LoggerMessage(5001, LogLevel.Warning, "What was seen before could not be read ({Code}); duplicates may pass until it can", EventName = "5001")]
    private static partial void LogFailed(ILogger logger, string code);
}
