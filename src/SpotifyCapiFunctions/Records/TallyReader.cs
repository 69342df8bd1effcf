using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>Reads the tally log of all instances. What has been read stays at hand until its blob changes, so that looking again costs a listing and the current hour.</summary>
/// <param name="log">The tally log.</param>
/// <param name="time">The clock.</param>
public sealed class TallyReader(AppendLogReader log, TimeProvider time)
{
    private const int MostKept = 4000;
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<string, (ETag? ETag, TallyBlob Blob)> kept = new(StringComparer.Ordinal);

    /// <summary>The counts of all minutes from one to another, both included.</summary>
    /// <param name="from">A moment in the first minute.</param>
    /// <param name="to">A moment in the last minute.</param>
    /// <param name="later">How much later than its minute a count may have been written: an event is counted as dead in the minute of its acceptance.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<IReadOnlyList<TallyLine>> ReadAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan later, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var blobs = await log.BlobsAsync(from, to + later < now ? to + later : now, cancellationToken);
        Forget(blobs);

        var tallies = new TallyBlob[blobs.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, blobs.Count, parallel, async (i, token) => tallies[i] = await TallyAsync(blobs[i], token));
        var sum = new Dictionary<FigureKey, Figures>();
        var seen = new HashSet<(string, long)>();
        foreach (var tally in tallies)
            tally.AddTo(sum, seen);

        var (first, last) = (FigureKey.MinuteOf(from), FigureKey.MinuteOf(to));
        return
        [
            .. sum.Where(pair => pair.Key.Minute >= first && pair.Key.Minute <= last)
                .Select(pair => new TallyLine(pair.Key.Minute, pair.Key.Source, pair.Key.Destination, pair.Value)),
        ];
    }

    // Only what this look does not need: were everything forgotten, many instances would have every look read all of it.
    private void Forget(IReadOnlyList<LogBlob> needed)
    {
        if (kept.Count > MostKept)
        {
            foreach (var name in kept.Keys.Except(needed.Select(blob => blob.Name)))
                kept.TryRemove(name, out _);
        }
    }

    private async Task<TallyBlob> TallyAsync(LogBlob blob, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(blob.Name, out var known) && known.ETag == blob.ETag)
            return known.Blob;

        var tally = new TallyBlob();
        await foreach (var line in log.LinesAsync(blob.Name, cancellationToken))
        {
            if (JsonSerializer.Deserialize(line.Span, IngestJsonContext.Default.TallyBatch) is { } batch)
                tally.Add(batch);
        }

        kept[blob.Name] = (blob.ETag, tally);
        return tally;
    }
}
