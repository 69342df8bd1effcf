using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Hosting;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// Creates the queues and containers at start, where the identity may: the host warns every two seconds about a queue that is not there. Where it
/// may not, somebody else has created them, and whoever needs one that is missing says so.
/// </summary>
/// <param name="queues">The queues.</param>
/// <param name="containers">The containers.</param>
internal sealed class StoragePreparation(IReadOnlyList<QueueClient> queues, IReadOnlyList<BlobContainerClient> containers) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IEnumerable<Func<Task>> all =
        [
            .. queues.Select<QueueClient, Func<Task>>(queue => () => queue.CreateIfNotExistsAsync(cancellationToken: stoppingToken)),
            .. containers.Select<BlobContainerClient, Func<Task>>(container => () => container.CreateIfNotExistsAsync(cancellationToken: stoppingToken)),
        ];
        await Task.WhenAll(all.Select(TryAsync));
    }

    private static async Task TryAsync(Func<Task> create)
    {
        try
        {
            await create();
        }
        catch (Exception)
        {
            // Not allowed, not reachable, or stopping: health checks what the app needs.
        }
    }
}
