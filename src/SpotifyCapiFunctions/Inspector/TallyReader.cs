using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Reads the tally log of all instances. What has been read stays at hand until its blob changes, so that looking again costs a listing and the current hour.</summary>
/// <param name="log">The tally log.</param>
/// <param name="time">The clock.</param>
public sealed class TallyReader(AppendLogReader log, TimeProvider time)
{
    private const int MostKept = 4000;
    private const int AtOnce = 8;

    // After an outage of the storage, counts are written later than their minute.
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, (ETag? ETag, TallyBlob Blob)> kept = new(StringComparer.Ordinal);

    /// <summary>The counts of all minutes from one to another, both included.</summary>
    /// <param name="from">A moment in the first minute.</param>
    /// <param name="to">A moment in the last minute.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<IReadOnlyList<TallyLine>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var blobs = await log.BlobsAsync(from, to + Late < now ? to + Late : now, cancellationToken);
        if (kept.Count > MostKept)
        {
            kept.Clear();
        }

        var tallies = new TallyBlob[blobs.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, blobs.Count, parallel, async (i, token) => tallies[i] = await TallyAsync(blobs[i], token));
        var sum = new Dictionary<FigureKey, Figures>();
        var seen = new HashSet<(string, long)>();
        foreach (var tally in tallies)
        {
            tally.AddTo(sum, seen);
        }

        var (first, last) = (FigureKey.MinuteOf(from), FigureKey.MinuteOf(to));
        return
        [
            .. sum.Where(pair => pair.Key.Minute >= first && pair.Key.Minute <= last)
                .Select(pair => new TallyLine(pair.Key.Minute, pair.Key.Source, pair.Key.Destination, pair.Value)),
        ];
    }

    private async Task<TallyBlob> TallyAsync(LogBlob blob, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(blob.Name, out var known) && known.ETag == blob.ETag)
        {
            return known.Blob;
        }

        var tally = new TallyBlob();
        await foreach (var line in log.LinesAsync(blob.Name, cancellationToken))
        {
            if (JsonSerializer.Deserialize(line.Span, IngestJsonContext.Default.TallyBatch) is { } batch)
            {
                tally.Add(batch);
            }
        }

        kept[blob.Name] = (blob.ETag, tally);
        return tally;
    }
}
