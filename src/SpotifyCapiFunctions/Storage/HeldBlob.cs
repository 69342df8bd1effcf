using Azure;
using Azure.Storage.Blobs.Specialized;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Keeps a blob for one run of one instance. After a crash the lease ends by itself.</summary>
internal sealed class HeldBlob : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly BlobLeaseClient lease;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ending = new();
    private readonly CancellationTokenSource lost = new();
    private readonly Task renewing;

    private HeldBlob(BlobLeaseClient lease, TimeProvider time)
    {
        this.lease = lease;
        this.time = time;
        renewing = RenewAsync();
    }

    /// <summary>Id of the lease, to delete the blob with.</summary>
    public string Id => lease.LeaseId;

    /// <summary>Cancelled when the lease could not be renewed.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Takes a blob, unless somebody has it or it is not there.</summary>
    public static async Task<HeldBlob?> TryTakeAsync(BlobBaseClient blob, TimeProvider time, CancellationToken cancellationToken)
    {
        var lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(Duration, cancellationToken: cancellationToken);
            return new HeldBlob(lease, time);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await renewing;
        try
        {
            await lease.ReleaseAsync();
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            // The blob or the lease is gone; and where the storage does not answer, the lease ends by itself.
        }

        ending.Dispose();
        lost.Dispose();
    }

    private async Task RenewAsync()
    {
        var renewed = time.GetTimestamp();
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested)
                return;

            try
            {
                await lease.RenewAsync(cancellationToken: ending.Token);
                renewed = time.GetTimestamp();
            }
            catch (Exception) when (time.GetElapsedTime(renewed) < Duration)
            {
                // It is still ours for a while; the next renewal may succeed.
            }
            catch (Exception)
            {
                await lost.CancelAsync();
                return;
            }
        }
    }
}
