using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// The version of the storage services that the app speaks. Not the newest that the client libraries know: those are ahead of Azurite, which
/// refuses what it does not know, and sometimes of Azure itself. Nothing that the app does needs a newer one.
/// </summary>
internal static class StorageVersions
{
    /// <summary>Of the blob service.</summary>
    public const BlobClientOptions.ServiceVersion Blobs = BlobClientOptions.ServiceVersion.V2024_11_04;

    /// <summary>Of the queue service.</summary>
    public const QueueClientOptions.ServiceVersion Queues = QueueClientOptions.ServiceVersion.V2024_11_04;
}
