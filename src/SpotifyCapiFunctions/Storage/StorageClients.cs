using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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

/// <summary>The blob containers of the app's storage account.</summary>
public sealed class BlobContainers(BlobServiceClient service)
{
    public BlobContainerClient Get(string name) => service.GetBlobContainerClient(name);
}

/// <summary>The queues of the app's storage account.</summary>
internal sealed class StorageQueues(IAzureClientFactory<QueueServiceClient> clients)
{
    /// <summary>A queue, for a caller that waits for the answer.</summary>
    public QueueClient Get(string name) => clients.CreateClient(StorageClients.Quick).GetQueueClient(name);

    /// <summary>The same queue with longer time limits, for what nobody waits for.</summary>
    public QueueClient GetPatient(string name) => clients.CreateClient(StorageClients.Patient).GetQueueClient(name);
}

/// <summary>
/// Makes the clients of the app's storage account, with a connection string (development) or an identity (Azure). What the client libraries log about
/// themselves reaches the app's log.
/// </summary>
internal static class StorageClients
{
    public const string Quick = "quick";
    public const string Patient = "patient";

    /// <summary>Registers the clients.</summary>
    public static IServiceCollection AddStorageClients(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAzureClients(clients =>
        {
            // The factory wants one for each client, whether it is used or not, and would make the whole default chain for it.
            clients.UseCredential(provider => DelegatedTokenCredential.Create(
                (request, cancellationToken) => provider.GetRequiredService<TokenCredential>().GetToken(request, cancellationToken),
                (request, cancellationToken) => provider.GetRequiredService<TokenCredential>().GetTokenAsync(request, cancellationToken)));
            clients.AddClient<BlobServiceClient, BlobClientOptions>((options, provider) => StorageSettings.ConnectionString(configuration) is { } connection
                    ? new BlobServiceClient(connection, options)
                    : new BlobServiceClient(StorageSettings.ServiceUri(configuration, "blob")!, provider.GetRequiredService<TokenCredential>(), options))
                .WithVersion(StorageVersions.Blobs)
                .ConfigureOptions(options => Set(options.Retry, 200, 1000, TimeSpan.FromSeconds(5)));
            AddQueues(clients, Quick, TimeSpan.FromSeconds(1.5));
            AddQueues(clients, Patient, ConversionQueue.DeferralTimeout / 2);
        });

        // Before all rules, so that every setting of Logging__LogLevel counts instead: below a warning they tell of each request, and the warnings of
        // Azure.Core of each answer that is no success, such as the 404 and 409 that are expected here. What matters of these StorageTrouble logs.
        services.Configure<LoggerFilterOptions>(options =>
        {
            options.Rules.Insert(0, new LoggerFilterRule(null, "Azure", LogLevel.Error, null));
            options.Rules.Insert(0, new LoggerFilterRule(null, "Azure.Identity", LogLevel.Warning, null));
        });
        services.AddSingleton<BlobContainers>();
        services.AddSingleton<StorageQueues>();
        return services;

        void AddQueues(AzureClientFactoryBuilder clients, string name, TimeSpan tryTimeout) =>
            clients.AddClient<QueueServiceClient, QueueClientOptions>((options, provider) => StorageSettings.ConnectionString(configuration) is { } connection
                    ? new QueueServiceClient(connection, options)
                    : new QueueServiceClient(StorageSettings.ServiceUri(configuration, "queue")!, provider.GetRequiredService<TokenCredential>(), options))
                .WithName(name)
                .WithVersion(StorageVersions.Queues)
                .ConfigureOptions((options, provider) =>
                {
                    options.MessageEncoding = QueueMessageEncoding.Base64;
                    Set(options.Retry, 100, 500, tryTimeout);
                    options.AddPolicy(ActivatorUtilities.CreateInstance<UnconfirmedTries>(provider), HttpPipelinePosition.PerRetry);
                });
    }

    private static void Set(RetryOptions retry, int delay, int maxDelay, TimeSpan tryTimeout) =>
        (retry.MaxRetries, retry.Delay, retry.MaxDelay, retry.NetworkTimeout) =
            (2, TimeSpan.FromMilliseconds(delay), TimeSpan.FromMilliseconds(maxDelay), tryTimeout);
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
internal sealed class StoragePreparation(
    IReadOnlyList<QueueClient> queues, IReadOnlyList<BlobContainerClient> containers, StorageTrouble trouble) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        .. queues.Select(queue => TryAsync(queue.Name, () => queue.CreateIfNotExistsAsync(cancellationToken: stoppingToken), stoppingToken)),
        .. containers.Select(container => TryAsync(container.Name, () => container.CreateIfNotExistsAsync(cancellationToken: stoppingToken), stoppingToken)),
    ]);

    private async Task TryAsync(string name, Func<Task> create, CancellationToken stoppingToken)
    {
        try
        {
            await create();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == "AuthorizationPermissionMismatch")
        {
            // It may not.
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            trouble.Failed($"{name} create", exception);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }
}
