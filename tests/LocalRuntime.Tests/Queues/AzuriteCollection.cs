using Azure.Storage.Queues;
using Azurite;

namespace LocalRuntime.Tests.Queues;

/// <summary>One Azurite in memory for all tests of queues.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteCollection.Storage>
{
    public const string Name = "Azurite";

    public sealed class Storage : IAsyncLifetime
    {
        private AzuriteProcess? azurite;

        public string ConnectionString => azurite!.ConnectionString;

        public string NewQueueName() => "q" + Guid.NewGuid().ToString("N");

        public QueueClient Queue(string name) =>
            new(ConnectionString, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });

        public async Task InitializeAsync() => azurite = await AzuriteProcess.StartAsync();

        public async Task DisposeAsync() => await azurite!.DisposeAsync();
    }
}
