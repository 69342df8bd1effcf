using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapi.Duplicates;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>
/// What is durable about the reading of a file: its report, its keys, and how far it has come. A checkpoint and the keys of the rows before
/// it become durable in one write, so that a row is either known and not read again, or read again and not known: the totals are the same
/// whenever the process was killed (docs/decisions/0006-offline-files.md).
/// </summary>
internal sealed class FileLedger
{
    private const string CheckpointName = "checkpoint";
    private readonly BlockWriter report;
    private readonly BlockWriter keys;
    private readonly CancellationToken lost;
    private IReadOnlyList<string> problemBlocks = [];
    private IReadOnlyList<string> keyBlocks = [];

    /// <summary>Opens the ledger of a run.</summary>
    /// <param name="containers">The storage account.</param>
    /// <param name="run">The run.</param>
    /// <param name="reportVersion">The report that is there; null: there is none.</param>
    /// <param name="owner">Eight characters that no other process has, for example of its lease.</param>
    /// <param name="lost">Cancelled when another process may have taken over; nothing is written from then on.</param>
    public FileLedger(BlobContainers containers, FileRun run, ETag? reportVersion, string owner, CancellationToken lost)
    {
        Run = run;
        this.lost = lost;
        var blob = containers.Get(StorageNames.OfflineConversions).GetBlockBlobClient(FileNames.Report(run.Source, run.ReportId));
        report = new BlockWriter(blob, owner) { Version = reportVersion };
        keys = new BlockWriter(containers.Get(StorageNames.WebhookDeliveries).GetBlockBlobClient(run.KeysName), owner);
    }

    public FileRun Run { get; }

    /// <summary>How far it has come.</summary>
    public FileCheckpoint Checkpoint { get; private set; } = FileCheckpoint.None;

    /// <summary>Reads how far an earlier process has come; the filter learns the keys of the rows before the checkpoint.</summary>
    public async Task ResumeAsync(DuplicateFilter duplicates, CancellationToken cancellationToken)
    {
        try
        {
            using var content = (await keys.Blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            Checkpoint = JsonSerializer.Deserialize(content.Details.Metadata[CheckpointName], FileJsonContext.Default.FileCheckpoint)!;
            keys.Version = content.Details.ETag;
            await duplicates.LoadAsync(content.Content, Run.StartedAt, cancellationToken);
            keyBlocks = await keys.CommittedAsync('k', Checkpoint.KeyBlocks, cancellationToken);
            problemBlocks = Checkpoint.ProblemBlocks > 0 ? await report.CommittedAsync('p', Checkpoint.ProblemBlocks, cancellationToken) : [];
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
        }
    }

    /// <summary>Writes down that the rows so far are accounted for, with the problems and the accepted keys since the last checkpoint.</summary>
    /// <returns>False when another process has taken over: the rows since the last checkpoint are for it to account for.</returns>
    public async Task<bool> CommitAsync(
        FileCheckpoint checkpoint, string status, ProblemList problems, IReadOnlyCollection<SeenKey> seen, DateTimeOffset? finishedAt,
        CancellationToken cancellationToken)
    {
        if (lost.IsCancellationRequested)
            return false;

        // The problems first: should the process end here, the next one leaves this block out and writes its own. That the run has ended is said last,
        // since of an ended run are not read again.
        var problemsNow = await WithAsync(report, 'p', problemBlocks, problems.Bytes, cancellationToken);
        if (!await WriteReportAsync(FileReport.Of(Run, FileStatus.Running, null, checkpoint.Counts, null), problemsNow, cancellationToken))
            return false;

        var keysNow = await WithAsync(keys, 'k', keyBlocks, KeyBytes(seen), cancellationToken);
        var next = checkpoint with { KeyBlocks = keysNow.Count, ProblemBlocks = problemsNow.Count };
        var metadata = new Dictionary<string, string> { [CheckpointName] = JsonSerializer.Serialize(next, FileJsonContext.Default.FileCheckpoint) };
        if (!await keys.CommitAsync(keysNow, metadata, "application/octet-stream", cancellationToken))
            return false;

        // From here on the rows are accounted for. Should another process take over now, it finds nothing left to read and ends the report itself.
        (Checkpoint, problemBlocks, keyBlocks) = (next, problemsNow, keysNow);
        if (status != FileStatus.Running)
            await WriteReportAsync(FileReport.Of(Run, status, null, checkpoint.Counts, finishedAt), problemBlocks, cancellationToken);

        return true;
    }

    /// <summary>
    /// Begins a report, takes one over from an earlier process, which can write nothing after that, or ends one for a reason that concerns
    /// the file as a whole.
    /// </summary>
    /// <returns>False when another process has taken over.</returns>
    public async Task<bool> WriteAsync(string status, FileProblem? problem, DateTimeOffset? finishedAt, CancellationToken cancellationToken)
    {
        if (lost.IsCancellationRequested)
            return false;

        var counts = Checkpoint.Counts;
        var blocks = problemBlocks;
        if (problem is not null)
        {
            var problems = new ProblemList(isFirst: blocks.Count == 0);
            problems.Add(problem);
            counts = counts.Plus(new FileCounts { Problems = 1 });
            blocks = await WithAsync(report, 'p', blocks, problems.Bytes, cancellationToken);
        }

        return await WriteReportAsync(FileReport.Of(Run, status, problem?.Code, counts, finishedAt), blocks, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> WithAsync(
        BlockWriter blob, char kind, IReadOnlyList<string> blocks, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
            return blocks;

        var id = blob.Id(kind, blocks.Count + 1);
        await blob.StageAsync(id, bytes, cancellationToken);
        return [.. blocks, id];
    }

    private async Task<bool> WriteReportAsync(FileReport head, IReadOnlyList<string> problems, CancellationToken cancellationToken)
    {
        var (opening, closing) = (report.Id('a', 0), report.Id('z', 0));
        await report.StageAsync(opening, ReportBytes.Opening(head), cancellationToken);
        await report.StageAsync(closing, ReportBytes.Closing, cancellationToken);
        return await report.CommitAsync([opening, .. problems, closing], RunMetadata.Write(Run, head.Status), "application/json", cancellationToken);
    }

    private static byte[] KeyBytes(IReadOnlyCollection<SeenKey> seen)
    {
        var bytes = new byte[seen.Count * SeenKey.Size];
        foreach (var (index, key) in seen.Index())
            key.Write(bytes.AsSpan(index * SeenKey.Size));

        return bytes;
    }
}
