using System.Collections.Concurrent;
using SpotifyCapi.Delivery;
using SpotifyCapi.Envelopes;

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
    /// The caller hung up, or the host is stopping. Once events share a message with others, it is waited for all the same.
    /// </param>
    /// <returns>Whether the queue has confirmed all of them.</returns>
    public async Task<bool> StoreAsync(EnvelopeHeader header, WrittenEvents events, CancellationToken cancellationToken)
    {
        var parts = events.Parts;
        cancellationToken.ThrowIfCancellationRequested();
        if (parts.Count <= 1)
        {
            return parts.Count == 0 || await StoreAsync(header, parts[0], isLast: true, cancellationToken);
        }

        var failed = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelSends, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, parts.Count, parallel, async (i, token) =>
        {
            // Once one is lost the sender must send all again, so the rest would only be duplicates.
            if (Volatile.Read(ref failed) == 0 && !await StoreAsync(header, parts[i], i == parts.Count - 1, token))
            {
                Interlocked.Increment(ref failed);
            }
        });
        return failed == 0;
    }

    /// <summary>Sends what still waits for company, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes.Values)
        {
            await lane.DisposeAsync();
        }
    }

    // All parts of a request but the last are as full as a message can be: nobody could share it.
    private Task<bool> StoreAsync(EnvelopeHeader header, EventPart part, bool isLast, CancellationToken cancellationToken) =>
        options.GroupWindow > TimeSpan.Zero && isLast
            ? lanes.GetOrAdd((header.Destination, header.Source), static (_, of) => new GroupLane(of.Queue, of.Options, of.Time), (Queue: queue, Options: options, Time: time))
                .StoreAsync(header, part)
            : queue.SendAsync(EnvelopePacker.Seal(header, [part]), null, cancellationToken);
}
