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

        public QueueClient NewQueue() => new(
            ConnectionString, "q" + Guid.NewGuid().ToString("N"), new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

        public static ConversionQueue Queue(QueueClient client) => new(
            client, new IngestOptions { EnqueueTimeout = TimeSpan.FromSeconds(30) }, new ConversionTelemetry(), TimeProvider.System);

        /// <summary>A queue that nobody serves.</summary>
        public static ConversionQueue Unreachable()
        {
            const string Nobody = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;";
            var options = new QueueClientOptions { Retry = { MaxRetries = 0 } };
            return new ConversionQueue(
                new QueueClient(Nobody, "conversions", options), new IngestOptions { EnqueueTimeout = TimeSpan.FromSeconds(2) }, new ConversionTelemetry(), TimeProvider.System);
        }

        /// <summary>The blob containers of this Azurite, or of nobody.</summary>
        public BlobContainers Containers(bool reachable = true) => BlobContainers.Connect(
            Configured.With(("AzureWebJobsStorage", reachable
                ? ConnectionString
                : "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/a;")),
            () => throw new InvalidOperationException("A connection string needs no identity."));

        public async Task InitializeAsync() => ConnectionString = await AzuriteProcess.NewAccountAsync();

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
