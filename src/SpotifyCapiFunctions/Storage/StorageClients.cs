using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Names in the storage account. Bicep declares the same; a test compares them.</summary>
public static class StorageNames
{
    /// <summary>Accepted events that wait for delivery.</summary>
    public const string Conversions = "conversions";

    /// <summary>Where the host puts messages that failed too often.</summary>
    public const string ConversionsPoison = "conversions-poison";

    /// <summary>What came of every request to Spotify.</summary>
    public const string DeliveryJournal = "delivery-journal";

    /// <summary>Events that were given up.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>What was seen before, to recognise duplicates.</summary>
    public const string WebhookDeliveries = "webhook-deliveries";

    /// <summary>Files of conversions: <c>incoming/</c>, <c>processed/</c> and <c>reports/</c>.</summary>
    public const string OfflineConversions = "offline-conversions";

    public static IReadOnlyList<string> Queues { get; } = [Conversions, ConversionsPoison];

    public static IReadOnlyList<string> Containers { get; } = [DeliveryJournal, DeadLetters, WebhookDeliveries, OfflineConversions];
}

/// <summary>Connects to the blob containers of the app's storage account.</summary>
public sealed class BlobContainers
{
    private readonly BlobServiceClient service;

    internal BlobContainers(BlobServiceClient service) => this.service = service;

    public BlobContainerClient Get(string name) => service.GetBlobContainerClient(name);

    /// <summary>Connects with a connection string (development) or an identity (Azure).</summary>
    internal static BlobContainers Connect(IConfiguration configuration, Func<TokenCredential> credential)
    {
        var options = new BlobClientOptions(StorageVersions.Blobs)
        {
            Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1), NetworkTimeout = TimeSpan.FromSeconds(5) },
        };
        return new BlobContainers(StorageSettings.ConnectionString(configuration) is { } connection
            ? new BlobServiceClient(connection, options)
            : new BlobServiceClient(StorageSettings.ServiceUri(configuration, "blob")!, credential(), options));
    }
}

/// <summary>Connects to the queues of the app's storage account, with a connection string (development) or an identity (Azure).</summary>
internal static class QueueClients
{
    /// <param name="tryTimeout">Longest time of one try.</param>
    /// <param name="eachTry">Sees every try; null: none.</param>
    public static QueueClient Connect(
        IConfiguration configuration, string queue, Func<TokenCredential> credential, TimeSpan tryTimeout, HttpPipelinePolicy? eachTry = null)
    {
        var options = new QueueClientOptions(StorageVersions.Queues)
        {
            MessageEncoding = QueueMessageEncoding.Base64,
            Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromMilliseconds(500), NetworkTimeout = tryTimeout },
        };
        if (eachTry is not null)
            options.AddPolicy(eachTry, HttpPipelinePosition.PerRetry);

        return StorageSettings.ConnectionString(configuration) is { } connection
            ? new QueueClient(connection, queue, options)
            : new QueueClient(new Uri(StorageSettings.ServiceUri(configuration, "queue")!, queue), credential(), options);
    }
}

/// <summary>
/// The version of the storage services that the app speaks. Not the newest that the client libraries know: those are ahead of Azurite, which
/// refuses what it does not know, and sometimes of Azure itself. Nothing that the app does needs a newer one.
/// </summary>
internal static class StorageVersions
{
    public const BlobClientOptions.ServiceVersion Blobs = BlobClientOptions.ServiceVersion.V2024_11_04;

    public const QueueClientOptions.ServiceVersion Queues = QueueClientOptions.ServiceVersion.V2024_11_04;
}

/// <summary>
/// Creates the queues and containers at start, where the identity may: the host warns every two seconds about a queue that is not there. Where it
/// may not, somebody else has created them, and the code that needs one that is missing says so.
/// </summary>
internal sealed class StoragePreparation(IReadOnlyList<QueueClient> queues, IReadOnlyList<BlobContainerClient> containers) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        .. queues.Select(queue => TryAsync(() => queue.CreateIfNotExistsAsync(cancellationToken: stoppingToken))),
        .. containers.Select(container => TryAsync(() => container.CreateIfNotExistsAsync(cancellationToken: stoppingToken))),
    ]);

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
