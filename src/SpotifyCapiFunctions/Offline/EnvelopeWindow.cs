using SpotifyCapi.Delivery;

namespace SpotifyCapiFunctions.Offline;

/// <summary>
/// Sends envelopes side by side, at most so many at once: the reader of the file waits for room, so it never runs further ahead of the queue.
/// </summary>
internal sealed class EnvelopeWindow(IEventQueue queue, int size, TimeSpan retryTimeout, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim room = new(size, size);
    private volatile bool hasFailed;

    /// <summary>Whether the queue refused an envelope for too long. Nothing is sent after that.</summary>
    public bool HasFailed => hasFailed;

    /// <summary>Sends an envelope as soon as there is room. Once the host is stopping, one that the queue refuses is not tried again.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> body, Action confirmed, CancellationToken cancellationToken)
    {
        await room.WaitAsync(CancellationToken.None);
        _ = DeliverAsync(body, confirmed, cancellationToken);
    }

    /// <summary>Waits until nothing is under way.</summary>
    /// <returns>Whether everything is in the queue.</returns>
    public async Task<bool> DrainAsync()
    {
        for (var i = 0; i < size; i++)
            await room.WaitAsync(CancellationToken.None);

        room.Release(size);
        return !hasFailed;
    }

    public void Dispose() => room.Dispose();

    private async Task DeliverAsync(ReadOnlyMemory<byte> body, Action confirmed, CancellationToken cancellationToken)
    {
        try
        {
            if (!hasFailed && await TryAsync(body, cancellationToken))
                confirmed();
            else
                hasFailed = true;
        }
        catch (Exception)
        {
            // Whatever it was, the envelope is not confirmed.
            hasFailed = true;
        }
        finally
        {
            room.Release();
        }
    }

    private async Task<bool> TryAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var wait = FirstWait; ; wait = wait * 2 < MaxWait ? wait * 2 : MaxWait)
        {
            // Visible at once, but with the long time limits of background work: a short one would leave copies in a slow queue.
            if (await queue.SendAsync(body, TimeSpan.Zero, CancellationToken.None))
                return true;

            if (cancellationToken.IsCancellationRequested || time.GetElapsedTime(started) + wait > retryTimeout)
                return false;

            await Task.Delay(wait, time, CancellationToken.None);
        }
    }
}
