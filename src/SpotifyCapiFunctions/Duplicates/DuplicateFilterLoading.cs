using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Duplicates;

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

    private readonly Dictionary<string, long> read = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!filter.IsOn)
        {
            return;
        }

        var from = time.GetUtcNow() - options.Duplicates.Window;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LoadAsync(from, stoppingToken);
                filter.SetLoaded();
                from = time.GetUtcNow() - TimeSpan.FromHours(1);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LoadAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var container = containers.Get(StorageNames.WebhookDeliveries);
        if (!await container.ExistsAsync(cancellationToken))
        {
            return;
        }

        for (var day = from.UtcDateTime.Date; day <= time.GetUtcNow().UtcDateTime.Date; day = day.AddDays(1))
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, AppendLogNames.Day(new DateTimeOffset(day, TimeSpan.Zero)), cancellationToken))
            {
                if (AppendLogNames.TryParse(blob.Name, out var hour) && hour > from.AddHours(-1))
                {
                    await LoadAsync(blob, hour, cancellationToken);
                }
            }
        }
    }

    private async Task LoadAsync(BlobItem blob, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var known = read.GetValueOrDefault(blob.Name);
        if (blob.Properties.ContentLength is not { } length || length <= known)
        {
            return;
        }

        var client = containers.Get(StorageNames.WebhookDeliveries).GetBlobClient(blob.Name);
        var part = await client.DownloadStreamingAsync(new BlobDownloadOptions { Range = new HttpRange(known, length - known) }, cancellationToken);
        await using var stream = part.Value.Content;
        await filter.LoadAsync(stream, hour, cancellationToken);
        read[blob.Name] = length;
    }

    [LoggerMessage(5001, LogLevel.Warning, "What was seen before could not be read ({Error}); duplicates may pass until it can")]
    private static partial void LogFailed(ILogger logger, string error);
}
