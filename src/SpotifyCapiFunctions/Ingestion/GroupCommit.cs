using System.Collections.Concurrent;
using SpotifyCapi.Delivery;
using SpotifyCapi.Queueing;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>
/// Stores accepted events, and lets requests that arrive while a message is on its way share the next one. A queue bills and throttles by
/// message, so under load fuller messages are what makes everything faster; a request that comes alone is sent at once.
/// </summary>
/// <param name="queue">Where the messages go.</param>
/// <param name="options">Window and size of a group.</param>
/// <param name="time">The clock of the window.</param>
public sealed class GroupCommit(IEventQueue queue, IngestOptions options, TimeProvider time) : IAsyncDisposable
{
    // Enough to hide the round trip of a large batch, too few to be a burst.
    private const int ParallelSends = 4;

    // Only requests of one source to one destination share a message, so that everything which is told by source stays right. Both names
    // come from the settings: there are few.
    private readonly ConcurrentDictionary<(string Destination, string Source), GroupLane> lanes = new();

    /// <summary>Stores events.</summary>
    /// <param name="header">What they share.</param>
    /// <param name="events">Accepted events.</param>
    /// <param name="cancellationToken">
    /// The caller hung up, or the host is stopping: nothing is begun then. What has begun goes on, since others may wait for the same message,
    /// and since what is stored must be known as stored.
    /// </param>
    /// <returns>For each part of the events what became of it.</returns>
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
        foreach (var lane in lanes.Values)
            await lane.DisposeAsync();
    }

    // All parts of a request but the last are as full as a message can be: nobody could share it.
    private async Task<StoredPart> StoreAsync(EnvelopeHeader header, EventPart part, bool isLast) =>
        options.GroupWindow > TimeSpan.Zero && isLast
            ? await lanes.GetOrAdd((header.Destination, header.Source), static (_, of) => new GroupLane(of.Queue, of.Options, of.Time), (Queue: queue, Options: options, Time: time))
                .StoreAsync(header, part)
            : new StoredPart(await queue.SendAsync(EnvelopePacker.Seal(header, [part]), null, CancellationToken.None), header.FirstQueued);
}
