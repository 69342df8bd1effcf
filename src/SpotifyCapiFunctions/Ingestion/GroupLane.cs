using SpotifyCapi.Delivery;
using SpotifyCapi.Queueing;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>
/// The requests of one source to one destination. While nothing is on its way, a request is sent at once. What arrives meanwhile gathers in
/// an open group, which leaves when a send ends, when it is full, or when its first request has waited for the window.
/// </summary>
internal sealed class GroupLane : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<Task> underWay = [];
    private readonly IEventQueue queue;
    private readonly IngestOptions options;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private Group? open;

    public GroupLane(IEventQueue queue, IngestOptions options, TimeProvider time)
    {
        (this.queue, this.options, this.time) = (queue, options, time);
        timer = time.CreateTimer(_ => WindowEnded(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stores the events of one request.</summary>
    /// <returns>Whether the queue has confirmed the message that they are in, and its time.</returns>
    public Task<StoredPart> StoreAsync(EnvelopeHeader header, EventPart part)
    {
        Group mine;
        Group? full = null;
        var leaves = false;
        lock (gate)
        {
            if (open is null || !open.Envelope.TryAdd(header, part))
            {
                full = open;
                open = new Group(options.GroupBytes, time.GetTimestamp());
                open.Envelope.TryAdd(header, part);
            }

            mine = open;
            if (underWay.Count == 0 || mine.Envelope.Size >= options.GroupBytes)
            {
                leaves = true;
                open = null;
            }
            else if (mine.Envelope.Requests == 1)
            {
                timer.Change(options.GroupWindow, Timeout.InfiniteTimeSpan);
            }

            Begin(full);
            Begin(leaves ? mine : null);
        }

        Send(full);
        Send(leaves ? mine : null);
        return WaitAsync(mine);
    }

    /// <summary>Sends the open group and waits for all that are on their way.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        Task[] sends;
        Group? last;
        lock (gate)
        {
            (last, open) = (open, null);
            Begin(last);
            sends = [.. underWay];
        }

        Send(last);
        await Task.WhenAll(sends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<StoredPart> WaitAsync(Group mine) => new(await mine.Stored.Task, mine.Envelope.FirstQueued);

    // Under the lock: from here on the next request has company to wait for.
    private void Begin(Group? group)
    {
        if (group is not null)
            underWay.Add(group.Stored.Task);
    }

    // Outside of it: sealing and sending take time.
    private void Send(Group? group)
    {
        if (group is not null)
            _ = SendAsync(group);
    }

    private async Task SendAsync(Group group)
    {
        try
        {
            // Not to be cancelled by one of those who wait for it; the queue has its own time limit.
            group.Stored.TrySetResult(await queue.SendAsync(group.Envelope.Seal(), null, CancellationToken.None));
        }
        catch (Exception exception)
        {
            group.Stored.TrySetException(exception);
        }

        Group? next;
        lock (gate)
        {
            underWay.Remove(group.Stored.Task);
            (next, open) = (open, null);
            Begin(next);
        }

        Send(next);
    }

    private void WindowEnded()
    {
        Group? waited;
        lock (gate)
        {
            // The timer may be that of a group that has left; the open one then has the rest of its own window.
            var rest = open is null ? TimeSpan.Zero : options.GroupWindow - time.GetElapsedTime(open.Since);
            if (rest > TimeSpan.Zero)
            {
                timer.Change(rest, Timeout.InfiniteTimeSpan);
                return;
            }

            (waited, open) = (open, null);
            Begin(waited);
        }

        Send(waited);
    }

    private sealed class Group(int maxBytes, long since)
    {
        public EnvelopeGroup Envelope { get; } = new(maxBytes);

        /// <summary>When its first request came.</summary>
        public long Since => since;

        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
