using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpotifyCapiFunctions.Offline;

/// <summary>A file in <c>incoming/</c>, leased by this instance.</summary>
internal sealed class IncomingFile(BlobContainerClient container, string name, BlobProperties properties)
{
    private const string VersionName = "version";
    private const int BufferBytes = 1024 * 1024;
    private static readonly string[] JsonEndings = [".ndjson", ".jsonl"];

    private readonly BlobClient blob = container.GetBlobClient(name);

    /// <summary>Name of the source that it lies under.</summary>
    public string Source { get; } = FileNames.Parse(name).Source;

    public string File { get; } = FileNames.Parse(name).File;

    /// <summary>Its ETag, as text that metadata can hold.</summary>
    public string Version { get; } = properties.ETag.ToString();

    public bool IsEmpty => properties.ContentLength == 0;

    /// <summary>Whether its name says that it holds JSON, one event to a line.</summary>
    public bool IsDeclaredJson => JsonEndings.Contains(Path.GetExtension(File), StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens it. Read piece by piece, each of the version that was found: a file that is replaced meanwhile is not mixed with the new one.</summary>
    public Task<Stream> OpenAsync(long offset, CancellationToken cancellationToken) => offset >= properties.ContentLength
        ? Task.FromResult(Stream.Null)
        : blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Position = offset, BufferSize = BufferBytes }, cancellationToken);

    /// <summary>Moves it to <c>processed/</c>: copied first, deleted after. An older file of its name stays.</summary>
    public async Task MoveAsync(string leaseId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var target = container.GetBlobClient($"{FileNames.Processed}{name[FileNames.Incoming.Length..]}");
        var isCopied = await IsCopyAsync(target, cancellationToken);
        if (isCopied == false)
            target = container.GetBlobClient($"{target.Name}-{FileNames.Stamp(now)}");

        if (isCopied != true)
            await BlobCopy.RunAsync(blob, target, new Dictionary<string, string> { [VersionName] = Version }, cancellationToken);

        await blob.DeleteIfExistsAsync(conditions: new BlobRequestConditions { LeaseId = leaseId }, cancellationToken: cancellationToken);
    }

    // A crash may have ended the last run between copy and deletion. Null: no file of that name is there.
    private async Task<bool?> IsCopyAsync(BlobClient target, CancellationToken cancellationToken)
    {
        if (!await target.ExistsAsync(cancellationToken))
            return null;

        var found = (await target.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        return found.CopyStatus == CopyStatus.Success && found.Metadata.TryGetValue(VersionName, out var version) && version == Version;
    }
}

/// <summary>
/// Copies within the account. The client asks again for a copy when the answer got lost, and is refused while the first one is under way: that
/// is the one to wait for.
/// </summary>
internal static class BlobCopy
{
    /// <summary>Copies a blob and waits until it is done. Without metadata the copy has that of the blob.</summary>
    public static async Task RunAsync(BlobClient from, BlobClient to, IDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var copy = await StartAsync(from, to, metadata, cancellationToken);
        await copy.WaitForCompletionAsync(cancellationToken);
    }

    private static async Task<CopyFromUriOperation> StartAsync(
        BlobClient from, BlobClient to, IDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        try
        {
            return await to.StartCopyFromUriAsync(from.Uri, new BlobCopyFromUriOptions { Metadata = metadata }, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.PendingCopyOperation)
        {
            var found = await to.GetPropertiesAsync(cancellationToken: cancellationToken);
            return new CopyFromUriOperation(found.Value.CopyId, to);
        }
    }
}
