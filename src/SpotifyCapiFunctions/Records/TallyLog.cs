using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>Counts as batches to be written, numbered without gaps.</summary>
internal sealed class TallyBuffer(string instance, Tally tally)
{
    // After a long outage of the storage many minutes come at once; a block of it holds 4 MiB.
    private const int LinesOfBatch = 2000;

    private readonly Queue<TallyLine[]> waiting = new();
    private long number;

    /// <summary>The batch to write next; empty when nothing happened.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        if (waiting.Count == 0)
        {
            foreach (var lines in tally.Take().Chunk(LinesOfBatch))
                waiting.Enqueue(lines);
        }

        if (!waiting.TryDequeue(out var next))
            return default;

        var batch = JsonSerializer.SerializeToUtf8Bytes(new TallyBatch(instance, ++number, next), IngestJsonContext.Default.TallyBatch);
        return (byte[])[.. batch, (byte)'\n'];
    }
}

/// <summary>
/// Reads the tally log of all instances. Hours that are over were added up (<see cref="TallySums"/>), and a blob that was read is cached until it
/// changes: the first read costs a small blob a day and the current hour, the next a listing and the current hour.
/// </summary>
public sealed class TallyReader(AppendLogReader log, TallySums sums, TimeProvider time)
{
    private const int MaxCached = 4000;
    private readonly ConcurrentDictionary<string, (ETag? ETag, TallyBlob Blob)> cache = new(StringComparer.Ordinal);

    /// <summary>The counts of all minutes from one to another, both included.</summary>
    /// <param name="from">A moment in the first minute.</param>
    /// <param name="to">A moment in the last minute.</param>
    /// <param name="later">How much later than its minute a count may have been written: an event is counted as dead in the minute of its acceptance.</param>
    public async Task<IReadOnlyList<TallyLine>> ReadAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan later, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var blobs = await log.BlobsAsync(from, to + later < now ? to + later : now, cancellationToken);
        Forget(blobs);
        var unread = blobs.Where(blob => !IsCached(blob)).Select(blob => AppendLogNames.DayOf(blob.Hour)).Distinct();
        await Parallel.ForEachAsync(unread, AppendLogReader.AtOnce(cancellationToken), async (day, token) =>
        {
            foreach (var sum in await sums.ReadAsync(day, token))
                cache[sum.Name] = (new ETag(sum.Version), TallyBlob.Of(sum));
        });

        var tallies = new TallyBlob[blobs.Count];
        await Parallel.ForAsync(0, blobs.Count, AppendLogReader.AtOnce(cancellationToken), async (i, token) => tallies[i] = await TallyAsync(blobs[i], token));
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

    // Only what this read does not need: were everything forgotten, many instances would have every read load all of it.
    private void Forget(IReadOnlyList<LogBlob> needed)
    {
        if (cache.Count > MaxCached)
        {
            foreach (var name in cache.Keys.Except(needed.Select(blob => blob.Name)))
                cache.TryRemove(name, out _);
        }
    }

    private async Task<TallyBlob> TallyAsync(LogBlob blob, CancellationToken cancellationToken)
    {
        if (IsCached(blob))
            return cache[blob.Name].Blob;

        var tally = await TallyBlob.ReadAsync(log, blob, cancellationToken);
        cache[blob.Name] = (blob.ETag, tally);
        return tally;
    }

    private bool IsCached(LogBlob blob) => cache.TryGetValue(blob.Name, out var known) && known.ETag == blob.ETag;
}

/// <summary>
/// The counts of one blob, added up by minute. Only its first and last batch stand apart: a batch that was stored without a confirmation was
/// written again as the first of the next blob, or right behind itself.
/// </summary>
internal sealed class TallyBlob
{
    private readonly Dictionary<FigureKey, Figures> between = [];
    private TallyBatch? first;
    private TallyBatch? last;

    /// <summary>Adds the counts of a blob up.</summary>
    public static async Task<TallyBlob> ReadAsync(AppendLogReader log, LogBlob blob, CancellationToken cancellationToken)
    {
        var tally = new TallyBlob();
        await foreach (var batch in log.ScanAsync([blob], LogPlaces.None, _ => true, IngestJsonContext.Default.TallyBatch, cancellationToken))
            tally.Add(batch);

        return tally;
    }

    /// <summary>The counts of a blob that were added up before.</summary>
    public static TallyBlob Of(TallySum sum)
    {
        var tally = new TallyBlob { first = sum.First, last = sum.Last };
        if (sum.Between is { } batch)
            Merge(tally.between, batch);

        return tally;
    }

    /// <summary>What is kept of it.</summary>
    public TallySum ToSum(LogBlob blob) => new(
        blob.Name, $"{blob.ETag}", first, last,
        new TallyBatch(string.Empty, 0, [.. between.Select(pair => new TallyLine(pair.Key.Minute, pair.Key.Source, pair.Key.Destination, pair.Value))]));

    /// <summary>Adds the next batch of the blob.</summary>
    public void Add(TallyBatch batch)
    {
        if (first is null)
        {
            first = batch;
            return;
        }

        if ((last ?? first) is var before && (before.Instance, before.Number) == (batch.Instance, batch.Number))
            return;

        if (last is not null)
            Merge(between, last);

        last = batch;
    }

    /// <summary>Adds this blob's counts to others.</summary>
    /// <param name="seen">Batches that were added before.</param>
    public void AddTo(Dictionary<FigureKey, Figures> sum, HashSet<(string Instance, long Number)> seen)
    {
        foreach (var (key, figures) in between)
            Of(sum, key).Add(figures);

        foreach (var batch in (TallyBatch?[])[first, last])
        {
            if (batch is not null && seen.Add((batch.Instance, batch.Number)))
                Merge(sum, batch);
        }
    }

    private static void Merge(Dictionary<FigureKey, Figures> sum, TallyBatch batch)
    {
        foreach (var (minute, source, destination, figures) in batch.Lines)
            Of(sum, new FigureKey(minute, source, destination)).Add(figures);
    }

    private static Figures Of(Dictionary<FigureKey, Figures> sum, FigureKey key)
    {
        if (!sum.TryGetValue(key, out var found))
            sum.Add(key, found = new Figures());

        return found;
    }
}
