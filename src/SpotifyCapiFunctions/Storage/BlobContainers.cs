using Azure.Core;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Connects to the blob containers of the app's storage account.</summary>
public sealed class BlobContainers
{
    private readonly BlobServiceClient service;

    private BlobContainers(BlobServiceClient service) => this.service = service;

    /// <summary>A container.</summary>
    /// <param name="name">One of <see cref="StorageNames"/>.</param>
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
