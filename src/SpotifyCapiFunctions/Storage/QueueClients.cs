using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Connects to the queues of the app's storage account, with a connection string (development) or an identity (Azure).</summary>
internal static class QueueClients
{
    /// <summary>A client of one queue.</summary>
    /// <param name="configuration">App settings.</param>
    /// <param name="queue">One of <see cref="StorageNames"/>.</param>
    /// <param name="credential">The identity.</param>
    /// <param name="tryTimeout">Longest time of one try.</param>
    /// <param name="eachTry">Sees every try; null: nobody does.</param>
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
