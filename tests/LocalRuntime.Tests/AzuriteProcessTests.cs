using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azurite;

namespace LocalRuntime.Tests;

public sealed class AzuriteProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("azurite-");

    [Fact]
    public async Task RestartOnTheSameFolder_KeepsPortsAndData()
    {
        await using var azurite = await AzuriteProcess.StartAsync(folder.FullName);
        var connection = azurite.ConnectionString;
        var queue = new QueueClient(connection, "kept");
        await queue.CreateAsync();
        await queue.SendMessageAsync("a message");
        await new BlobContainerClient(connection, "kept").CreateAsync();

        await azurite.StopAsync();
        await azurite.RestartAsync();

        Assert.Equal(connection, azurite.ConnectionString);
        Assert.Equal("a message", (await queue.PeekMessageAsync()).Value.Body.ToString());
        Assert.True(await new BlobContainerClient(connection, "kept").ExistsAsync());
    }

    public void Dispose() => folder.Delete(recursive: true);
}
