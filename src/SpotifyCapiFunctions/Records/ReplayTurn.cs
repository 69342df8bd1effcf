using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Lets one replay at a time look at letters, queue and mark them, over all instances. Two at once would both find a letter that was not
/// replayed, send it twice, and make two letters of it when it is refused again.
/// </summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
internal sealed class ReplayTurn(BlobContainerClient container, TimeProvider time)
{
    /// <summary>How long a replay waits for another one, which is most often done by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Name = ReplayMarks.Prefix + "turn";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the turn. Null when another replay has it for longer.</summary>
    public async Task<HeldBlob?> TakeAsync(CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(Name);
        var (begun, isThere) = (time.GetTimestamp(), false);
        while (true)
        {
            if (await HeldBlob.TryTakeAsync(blob, time, cancellationToken) is { } lease)
                return lease;

            if (!isThere)
                isThere = await CreateAsync(blob, cancellationToken);
            else if (time.GetElapsedTime(begun) >= Patience)
                return null;
            else
                await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<bool> CreateAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            var ifNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.UploadAsync(BinaryData.Empty, ifNew, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // It is there already.
        }

        return true;
    }
}
