using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Keeps the index of journal and ingest log up to date (docs/decisions/0016-log-index.md): reads what was written since, and merges small runs
/// into larger ones, so that a day has a few. Two at once do no harm: what both have written is merged later.
/// </summary>
public sealed class LogIndexing(BlobContainerClient container, TimeProvider time)
{
    // From one to the next (Functions/IndexLogs).
    private const int MinutesOfRun = 10;

    // Lines of a blob may come late: its instance was asked for a block when the day ended.
    private static readonly TimeSpan DayIsOver = TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10);

    private readonly AppendLogReader runs = new(container, AppendLogNames.Index);
    private readonly AppendLogReader[] logs = [new(container), new(container, AppendLogNames.Ingest)];

    // Whether this process has looked at every day.
    private bool isComplete;

    /// <summary>Less than this of a day that is not over is left to the readers: a small shop has one run a day.</summary>
    internal long FewBytes { get; init; } = 1024 * 1024;

    /// <summary>Most postings of a run. They are in memory twice while it is written.</summary>
    internal int MaxPostings { get; init; } = 2 * 1024 * 1024;

    /// <summary>Indexes the days that are open, and earlier ones that have no index: those of a build that knew none.</summary>
    /// <param name="until">No log is begun after that; the next run resumes.</param>
    internal async Task RunAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (var day in (await OpenDaysAsync(time.GetUtcNow(), !isComplete, logs, runs, cancellationToken)).TakeWhile(_ => time.GetUtcNow() < until))
            await RefreshAsync(day, until, cancellationToken);

        isComplete = time.GetUtcNow() < until;
    }

    /// <summary>
    /// Days whose logs may hold more than is known of them, latest first: today and, once an hour or where it is asked for, yesterday, those of which
    /// nothing is known, and the first one that is known, where a run may have ended early.
    /// </summary>
    /// <param name="known">Where what is known is written.</param>
    internal static async Task<IEnumerable<DateTimeOffset>> OpenDaysAsync(
        DateTimeOffset now, bool everyDay, IEnumerable<AppendLogReader> logs, AppendLogReader known, CancellationToken cancellationToken)
    {
        var today = AppendLogNames.DayOf(now);
        var days = new SortedSet<DateTimeOffset> { today };
        if (everyDay || now.Minute < MinutesOfRun)
        {
            days.Add(today.AddDays(-1));
            var done = await known.DaysAsync(cancellationToken);
            foreach (var log in logs)
                days.UnionWith((await log.DaysAsync(cancellationToken)).Where(day => !done.Contains(day)));

            days.UnionWith(done.Order().Take(1));
        }

        return days.Reverse();
    }

    /// <summary>Takes out of the index of a day, if it has one, what was erased from its logs.</summary>
    internal async Task ForgetAsync(DateTimeOffset day, CancellationToken cancellationToken)
    {
        if ((await runs.BlobsAsync(day, day.AddHours(23), cancellationToken)).Count > 0)
            await RefreshAsync(day, DateTimeOffset.MaxValue, cancellationToken);
    }

    // Takes out of a day's index what its logs do not hold any more, and takes in what they hold.
    private async Task RefreshAsync(DateTimeOffset day, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var ofDay = new List<LogBlob>();
        foreach (var log in logs)
            ofDay.AddRange(await log.BlobsAsync(day, day.AddHours(23), cancellationToken));

        var known = await KnownAsync(day, [.. ofDay.Select(blob => (blob.Name, blob.Version))], cancellationToken);
        var places = new LogPlaces();
        known.ForEach(run => places.Add(run.Pieces, run.Zones, []));
        var gaps = ofDay.Select(blob => (Blob: blob, From: places.CoveredOf(blob))).Where(gap => gap.From < gap.Blob.Length).ToArray();
        if (gaps.Length == 0 || (gaps.Sum(gap => gap.Blob.Length - gap.From) < FewBytes && time.GetUtcNow() < day + DayIsOver))
            return;

        var next = new LogIndexBuilder();
        foreach (var (blob, from) in gaps.TakeWhile(_ => time.GetUtcNow() < until))
            next = await ReadAsync(day, blob, from, next, cancellationToken);

        await MergeAsync(next, known, cancellationToken);
        await WriteAsync(day, next, cancellationToken);
    }

    // What is not written yet.
    private async Task<LogIndexBuilder> ReadAsync(DateTimeOffset day, LogBlob blob, long from, LogIndexBuilder next, CancellationToken cancellationToken)
    {
        var log = blob.Name.StartsWith(AppendLogNames.Ingest, StringComparison.Ordinal) ? logs[1] : logs[0];
        var (piece, end) = (next.Begin(blob, from), from);
        await foreach (var line in log.LinesAsync(blob.Name, from, null, cancellationToken))
        {
            next.Add(piece, line);
            end = line.At + line.Text.Length + 1;
            if (next.IsFull(MaxPostings))
            {
                next.End(piece, end);
                await WriteAsync(day, next, cancellationToken);
                next = new LogIndexBuilder();
                piece = next.Begin(blob, end);
            }
        }

        next.End(piece, end);
        return next;
    }

    // What was merged stays until the next time, for those who have just listed it.
    private async Task MergeAsync(LogIndexBuilder next, IEnumerable<LogIndexRun> known, CancellationToken cancellationToken)
    {
        foreach (var run in known.OrderBy(run => run.Count))
        {
            if (run.Count > 2 * next.Count || !next.HasRoomFor(run, MaxPostings))
                return;

            if (await run.ReadAsync(cancellationToken) is { } postings)
                next.Add(run, postings, _ => true);
            else
                await DeleteAsync(run.Blob, cancellationToken);
        }
    }

    // The runs of a day. Those that are damaged or that others contain go, and of the rest what is about logs that are gone or were replaced.
    private async Task<List<LogIndexRun>> KnownAsync(DateTimeOffset day, HashSet<(string, string)> logsOfDay, CancellationToken cancellationToken)
    {
        var known = new List<LogIndexRun>();
        foreach (var blob in await runs.BlobsAsync(day, day.AddHours(23), cancellationToken))
        {
            if (await LogIndexRun.OpenAsync(runs, blob, cancellationToken) is { } run)
                known.Add(run);
            else
                await DeleteAsync(blob, cancellationToken);
        }

        foreach (var run in known.OrderBy(run => run.Count).ToArray())
        {
            var others = known.Where(other => other != run).SelectMany(other => other.Pieces).ToArray();
            var isStale = run.Pieces.Any(piece => !IsThere(piece));
            if (!isStale && !run.Pieces.All(piece => others.Any(other => IsIn(piece, other))))
                continue;

            known.Remove(run);
            if (isStale && await CleanAsync(day, run, IsThere, cancellationToken) is { } cleaned)
                known.Add(cleaned);

            await DeleteAsync(run.Blob, cancellationToken);
        }

        return known;

        bool IsThere(IndexedPiece piece) => logsOfDay.Contains((piece.Blob, piece.Version));
    }

    private async Task<LogIndexRun?> CleanAsync(DateTimeOffset day, LogIndexRun run, Predicate<IndexedPiece> isKept, CancellationToken cancellationToken)
    {
        var cleaned = new LogIndexBuilder();
        if (await run.ReadAsync(cancellationToken) is { } postings)
            cleaned.Add(run, postings, isKept);

        return await WriteAsync(day, cleaned, cancellationToken) is { } blob ? await LogIndexRun.OpenAsync(runs, blob, cancellationToken) : null;
    }

    private async Task<LogBlob?> WriteAsync(DateTimeOffset day, LogIndexBuilder built, CancellationToken cancellationToken)
    {
        if (built.IsEmpty)
            return null;

        var name = string.Create(CultureInfo.InvariantCulture, $"{AppendLogNames.Index}{AppendLogNames.Hour(day)}-{Guid.CreateVersion7(time.GetUtcNow()):N}");
        var content = built.ToBytes();
        var written = await container.GetBlobClient(name).UploadAsync(content, overwrite: true, cancellationToken);
        return new LogBlob(name, day, written.Value.ETag, content.ToMemory().Length, string.Empty);
    }

    private Task<Response<bool>> DeleteAsync(LogBlob run, CancellationToken cancellationToken) =>
        container.GetBlobClient(run.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private static bool IsIn(IndexedPiece piece, IndexedPiece other) =>
        (piece.Blob, piece.Version) == (other.Blob, other.Version) && other.From <= piece.From && piece.To <= other.To;
}
