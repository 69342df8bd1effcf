using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>
/// Reads what was seen before into the filter: all of the window at start, then every few seconds what other instances have added. It runs
/// beside the app's work; until it is done a duplicate may pass.
/// </summary>
/// <param name="filter">The filter.</param>
/// <param name="options">How far back.</param>
/// <param name="containers">The storage account.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class DuplicateFilterLoading(
    DuplicateFilter filter, Configuration.AppSettings options, BlobContainers containers, TimeProvider time, ILogger<DuplicateFilterLoading> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    // How long the reading of a file may stand still, for a queue that is full or for its next run, and still be looked after.
    private static readonly TimeSpan FileRest = TimeSpan.FromHours(6);

    private readonly Dictionary<string, long> read = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!filter.IsOn)
            return;

        var from = time.GetUtcNow() - options.Duplicates.Window;
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
                LogFailed(logger, exception.GetType().Name);
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
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, AppendLogNames.Day(new DateTimeOffset(day, TimeSpan.Zero)), cancellationToken))
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

    // A log goes on in another blob each hour. All keys of a file go into that of the hour in which it was begun, however long it is read.
    private static bool IsOfFileUnderWay(BlobItem blob, DateTimeOffset now) =>
        blob.Properties.BlobType == BlobType.Block && blob.Properties.LastModified > now - FileRest;

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

    [LoggerMessage(5001, LogLevel.Warning, "What was seen before could not be read ({Error}); duplicates may pass until it can", EventName = "5001")]
    private static partial void LogFailed(ILogger logger, string error);
}
