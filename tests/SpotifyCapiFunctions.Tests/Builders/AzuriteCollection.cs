using Azure.Storage.Queues;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>The tests that need little of a storage share an account, one after the other; each takes a queue of its own.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteCollection.Storage>
{
    public const string Name = "Azurite";

    /// <summary>An account of the Azurite that all share, so that classes that have one of their own run side by side.</summary>
    public sealed class Storage : IAsyncLifetime
    {
        public string ConnectionString { get; private set; } = "";

        /// <param name="key">Another key than the account's, in Base64.</param>
        public QueueClient NewQueue(string? key = null) => new(
            key is null ? ConnectionString : WithKey(key), "q" + Guid.NewGuid().ToString("N"), new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

        public static ConversionQueue Queue(QueueClient client, StorageTrouble? trouble = null) => new(
            client, new IngestOptions { EnqueueTimeout = TimeSpan.FromSeconds(30) }, new ConversionTelemetry(), trouble ?? StorageParts.Trouble(), TimeProvider.System);

        /// <summary>A queue that nobody serves.</summary>
        public static ConversionQueue Unreachable()
        {
            const string Nobody = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;";
            var options = new QueueClientOptions { Retry = { MaxRetries = 0 } };
            return new ConversionQueue(
                new QueueClient(Nobody, "conversions", options), new IngestOptions { EnqueueTimeout = TimeSpan.FromSeconds(2) }, new ConversionTelemetry(), StorageParts.Trouble(), TimeProvider.System);
        }

        /// <summary>The blob containers of this Azurite, or of nobody.</summary>
        public BlobContainers Containers(bool reachable = true) => StorageParts.Containers(
            reachable ? ConnectionString : "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/a;");

        /// <summary>The account with another key, in Base64.</summary>
        public string WithKey(string key) => string.Join(';', ConnectionString.Split(';').Select(part => part.StartsWith("AccountKey=", StringComparison.Ordinal) ? $"AccountKey={key}" : part));

        public async Task InitializeAsync() => ConnectionString = await AzuriteProcess.NewAccountAsync();

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
