using Azure.Storage.Blobs;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>Containers of a test's own.</summary>
internal static class NewContainers
{
    public static BlobContainerClient NewContainer(this AzuriteCollection.Storage storage, RecordedRequests? requests = null) =>
        new(storage.ConnectionString, "c" + Guid.NewGuid().ToString("N"), requests?.Options());

    /// <summary>A container that nobody serves.</summary>
    public static BlobContainerClient Unreachable() => new(
        "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/a;", "nowhere", new BlobClientOptions { Retry = { MaxRetries = 0 } });

    /// <summary>All bytes of a container, blob after blob.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ContentAsync(this BlobContainerClient container)
    {
        var content = new Dictionary<string, byte[]>();
        await foreach (var blob in container.GetBlobsAsync())
            content[blob.Name] = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray();
        return content;
    }

    /// <summary>Keeps a blob from everybody else, as another instance that works on it does, until it is disposed.</summary>
    public static async Task<IAsyncDisposable> HoldAsync(this BlobContainerClient container, string name)
    {
        await container.WriteAsync(name, []);
        return await HeldBlob.TryTakeAsync(container.GetBlobClient(name), TimeProvider.System, default) ?? throw new InvalidOperationException($"{name} is held already.");
    }

    /// <summary>Writes a blob.</summary>
    public static Task WriteAsync(this BlobContainerClient container, string name, byte[] bytes) =>
        container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);
}
