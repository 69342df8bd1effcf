using Azure;
using Azure.Storage.Queues;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Storage;

/// <summary>Whoever starts Azurite and then <c>func start</c>, as the README says, has one that looks at versions.</summary>
public sealed class StorageVersionsTests : IAsyncLifetime
{
    private AzuriteProcess azurite = null!;

    public async Task InitializeAsync() => azurite = await AzuriteProcess.StartAsync(checksVersions: true);

    public async Task DisposeAsync() => await azurite.DisposeAsync();

    [Fact]
    public async Task Plain_Azurite_takes_what_the_app_asks_for()
    {
        var queue = new ConversionQueue(
            StorageParts.Queues(azurite.ConnectionString), new IngestOptions { EnqueueTimeout = TimeSpan.FromSeconds(30) }, new ConversionTelemetry(),
            StorageParts.Trouble(), TimeProvider.System);
        var container = StorageParts.Containers(azurite.ConnectionString).Get(StorageNames.DeliveryJournal);

        Assert.True(await queue.SendAsync("{}"u8.ToArray(), null, CancellationToken.None));
        await using (var log = new AppendLog(container, TimeProvider.System))
        {
            Assert.True(await log.AppendAsync("line\n"u8.ToArray(), CancellationToken.None));
        }

        Assert.Equal("line\n"u8.ToArray(), Assert.Single(await container.ContentAsync()).Value);
    }

    /// <summary>If not, nothing would have to be pinned, and the test above could not fail.</summary>
    [Fact]
    public async Task Plain_Azurite_refuses_the_newest_version_of_the_client()
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => new QueueClient(azurite.ConnectionString, "conversions").CreateAsync());

        Assert.Equal(400, refused.Status);
    }
}
