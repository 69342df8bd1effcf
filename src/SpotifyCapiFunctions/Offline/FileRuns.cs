using Azure;
using Azure.Storage.Blobs;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Finds out whether a file was begun before.</summary>
/// <param name="containers">The storage account.</param>
/// <param name="time">The clock.</param>
internal sealed class FileRuns(BlobContainers containers, TimeProvider time)
{
    private readonly BlobContainerClient container = containers.Get(StorageNames.OfflineConversions);

    /// <summary>The run of a file in this version, its status and the report that is there; a new one when there is none.</summary>
    public async Task<(FileRun Run, string? Status, ETag? ReportVersion)> FindAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        ETag? version = null;
        var report = container.GetBlobClient(FileNames.Report(file.Source, file.File));
        try
        {
            var found = (await report.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            version = found.ETag;
            if (RunMetadata.Read(found.Metadata, file.File, file.Source, file.File, file.Version) is { } known)
                return (known.Run, known.Status, version);

            await KeepAsync(report, file, found.LastModified, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
        }

        var now = time.GetUtcNow();
        return (new FileRun(file.File, file.Source, file.File, now, file.Version, FileNames.Keys(now)), null, version);
    }

    // The report of another file of this name: the new one is to have its place.
    private async Task KeepAsync(BlobClient report, IncomingFile file, DateTimeOffset writtenAt, CancellationToken cancellationToken)
    {
        var older = container.GetBlobClient(FileNames.Report(file.Source, $"{file.File}-{FileNames.Stamp(writtenAt)}"));
        await BlobCopy.RunAsync(report, older, metadata: null, cancellationToken);
    }
}
