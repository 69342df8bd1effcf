using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SpotifyCapi.Delivery;
using SpotifyCapi.Queueing;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>Outcome of the events that were written side by side into one queue message.</summary>
/// <param name="IsStored">Whether the queue has confirmed the message. If not, it may have stored it all the same.</param>
/// <param name="FirstQueued">The time of the message, which is that of the first request in it; records of its events must name this one.</param>
public readonly record struct StoredPart(bool IsStored, DateTimeOffset FirstQueued);

/// <summary>
/// Stores accepted events, and lets requests that arrive while a message is on its way share the next one. A queue bills and throttles by
/// message, so under load fuller messages are what makes everything faster; a request that comes alone is sent at once.
/// </summary>
public sealed class GroupCommit(IEventQueue queue, IngestOptions options, TimeProvider time) : IAsyncDisposable
{
    // Enough to hide the round trip of a large batch, too few to be a burst.
    private const int ParallelSends = 4;

    // Only requests of one source to one destination share a message, so that everything which is told by source stays right. Both names
    // come from the settings: there are few.
    private readonly ConcurrentDictionary<(string Destination, string Source), GroupSender> senders = new();

    /// <summary>Stores events; nothing is begun when the token is cancelled, but what has begun is finished, since others may wait for it.</summary>
    /// <returns>For each part of the events its outcome.</returns>
    public async Task<IReadOnlyList<StoredPart>> StoreAsync(EnvelopeHeader header, WrittenEvents events, CancellationToken cancellationToken)
    {
        var parts = events.Parts;
        cancellationToken.ThrowIfCancellationRequested();
        if (parts.Count <= 1)
            return parts.Count == 0 ? [] : [await StoreAsync(header, parts[0], isLast: true)];

        var failed = 0;
        var stored = new StoredPart[parts.Count];
        await Parallel.ForAsync(0, parts.Count, new ParallelOptions { MaxDegreeOfParallelism = ParallelSends }, async (i, _) =>
        {
            // Once one is lost the sender must send all again, so the rest would only be waited for.
            if (Volatile.Read(ref failed) == 0 && !(stored[i] = await StoreAsync(header, parts[i], i == parts.Count - 1)).IsStored)
                Interlocked.Increment(ref failed);
        });
        return stored;
    }

    /// <summary>Sends what still waits for company, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var sender in senders.Values)
            await sender.DisposeAsync();
    }

    // All parts of a request but the last are as full as a message can be: no other request could share it.
    private async Task<StoredPart> StoreAsync(EnvelopeHeader header, EventPart part, bool isLast) =>
        options.GroupWindow > TimeSpan.Zero && isLast
            ? await senders.GetOrAdd((header.Destination, header.Source), _ => new GroupSender(queue, options, time)).StoreAsync(header, part)
            : new StoredPart(await queue.SendAsync(EnvelopePacker.Seal(header, [part]), null, CancellationToken.None), header.FirstQueued);
}

/// <summary>
/// The requests of one source to one destination. While nothing is on its way, a request is sent at once. What arrives meanwhile gathers in
/// an open group, which leaves when a send ends, when it is full, or when its first request has waited for the window. A queue that is slow or
/// throttled gets few sends at once: groups grow instead, and what waits for its turn too long is answered as not stored.
/// </summary>
internal sealed class GroupSender : IAsyncDisposable
{
    // A healthy queue confirms within some milliseconds: enough for tens of thousands of events in a second, too few to press a sick one.
    private const int MostSends = 8;

    private readonly Lock gate = new();
    private readonly HashSet<Task> underWay = [];
    private readonly Queue<Group> leaving = new();
    private readonly IEventQueue queue;
    private readonly IngestOptions options;
    private readonly TimeProvider time;
    private readonly ITimer timer;

    // Beside sends that are under way only, since the end of each send makes it leave.
    private Group? open;
    private bool ending;

    public GroupSender(IEventQueue queue, IngestOptions options, TimeProvider time)
    {
        (this.queue, this.options, this.time) = (queue, options, time);
        timer = time.CreateTimer(_ => WindowEnded(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // A sender waits for the send as well.
    private TimeSpan LongestWait => options.EnqueueTimeout / 2;

    /// <summary>Stores the events of one request.</summary>
    public async Task<StoredPart> StoreAsync(EnvelopeHeader header, EventPart part)
    {
        Group mine;
        lock (gate)
        {
            if (open is null || !open.Envelope.TryAdd(header, part))
            {
                Close();
                open = new Group(options.GroupBytes, time.GetTimestamp());
                open.Envelope.TryAdd(header, part);
            }

            mine = open;
            if (underWay.Count == 0 || mine.Envelope.Size >= options.GroupBytes)
                Close();
            else if (mine.Envelope.Requests == 1)
                timer.Change(options.GroupWindow, Timeout.InfiniteTimeSpan);
        }

        SendNext();
        return new StoredPart(await mine.Stored.Task, mine.Envelope.FirstQueued);
    }

    /// <summary>Sends the open group and all before it, and waits for all that are on their way.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        lock (gate)
        {
            ending = true;
            Close();
        }

        SendNext();
        Task[] sends;
        lock (gate)
            sends = [.. underWay];

        await Task.WhenAll(sends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Under the lock.
    private void Close()
    {
        if (open is not null)
            leaving.Enqueue(open);

        open = null;
    }

    // Sealing and sending take time, so they are done outside of the lock.
    private void SendNext()
    {
        while (TryTake(out var group, out var isLate))
        {
            if (isLate)
                group.Stored.TrySetResult(false);
            else
                _ = SendAsync(group);
        }
    }

    private bool TryTake([NotNullWhen(true)] out Group? group, out bool isLate)
    {
        lock (gate)
        {
            isLate = false;
            if ((underWay.Count >= MostSends && !ending) || !leaving.TryDequeue(out group))
            {
                group = null;
                return false;
            }

            isLate = time.GetElapsedTime(group.Since) > LongestWait && !ending;
            if (!isLate)
                underWay.Add(group.Stored.Task);

            return true;
        }
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

        lock (gate)
        {
            underWay.Remove(group.Stored.Task);
            if (leaving.Count == 0)
                Close();
        }

        SendNext();
    }

    private void WindowEnded()
    {
        lock (gate)
        {
            // The timer may be that of a group that has left; the open one then has the rest of its own window.
            var rest = open is null ? TimeSpan.Zero : options.GroupWindow - time.GetElapsedTime(open.Since);
            if (rest > TimeSpan.Zero)
                timer.Change(rest, Timeout.InfiniteTimeSpan);
            else if (underWay.Count < MostSends)
                Close();
        }

        SendNext();
    }

    private sealed class Group(int maxBytes, long since)
    {
        public EnvelopeGroup Envelope { get; } = new(maxBytes);

        /// <summary>When its first request came.</summary>
        public long Since => since;

        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
