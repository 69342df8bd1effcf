using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>Keeps erasure orders until they are carried out: a platform's answer of 200 promises that they will be.</summary>
/// <param name="containers">The storage account.</param>
/// <param name="time">The clock.</param>
public sealed class ErasureOrders(BlobContainers containers, TimeProvider time)
{
    private const string Prefix = "privacy/";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>Keeps an order.</summary>
    /// <returns>Whether it is stored.</returns>
    internal async Task<bool> KeepAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var container = containers.Get(StorageNames.WebhookDeliveries);
            await container.CreateIfNotExistsAsync(cancellationToken: linked.Token);
            var name = $"{Prefix}{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}-{Guid.CreateVersion7(time.GetUtcNow()):N}";
            var blob = container.GetBlockBlobClient(name);
            using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(order, ErasureJsonContext.Default.ErasureOrder), writable: false);
            var block = Convert.ToBase64String("0001"u8);
            await blob.StageBlockAsync(block, content, cancellationToken: linked.Token);
            await blob.CommitBlockListAsync([block], new CommitBlockListOptions(), linked.Token);
            return true;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>The orders that are still to be carried out, oldest first, by name.</summary>
    internal async Task<IReadOnlyDictionary<string, ErasureOrder>> ReadAsync(CancellationToken cancellationToken)
    {
        var orders = new SortedDictionary<string, ErasureOrder>(StringComparer.Ordinal);
        var container = containers.Get(StorageNames.WebhookDeliveries);
        if (!await container.ExistsAsync(cancellationToken))
        {
            return orders;
        }

        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Prefix, cancellationToken))
        {
            var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
            orders[blob.Name] = JsonSerializer.Deserialize(content.Value.Content, ErasureJsonContext.Default.ErasureOrder)!;
        }

        return orders;
    }

    /// <summary>Ends an order that was carried out.</summary>
    internal Task DoneAsync(string name, CancellationToken cancellationToken) =>
        containers.Get(StorageNames.WebhookDeliveries).GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
}
