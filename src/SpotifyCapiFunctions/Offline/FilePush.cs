using System.Collections.Frozen;
using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Takes in what lies in <c>incoming/</c>: streams it into the queue, writes its report, moves it away.</summary>
public sealed partial class FilePush(
    FrozenDictionary<string, FileSource> fileSources, FrozenDictionary<string, Source> sources, OfflinePushOptions options, BlobContainers containers,
    PushWatch watch, FileRuns runs, FileIntake intake, DuplicateFilter duplicates, ConversionQueue queue, TimeProvider time, ILogger<FilePush> logger)
{
    private static readonly TimeSpan MaxLoadWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DepthInterval = TimeSpan.FromSeconds(2);

    /// <summary>Takes in every file, one after the other, until time is up. <c>next</c> is when the host runs this next, if it says so.</summary>
    /// <exception cref="AggregateException">Files could not be taken in, all others were; they stay for the next run.</exception>
    internal async Task RunAsync(DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.MaxRunTime;
        var container = containers.Get(StorageNames.OfflineConversions);
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await watch.NoteAsync(next, cancellationToken);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException && !cancellationToken.IsCancellationRequested)
        {
            // Nothing was begun; the next run looks again, and health says what is wrong meanwhile.
            LogUnreachable(logger, AzureFailure.Of(exception).Code);
            return;
        }

        var failures = new List<Exception>();
        await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, FileNames.Incoming, cancellationToken))
        {
            if (cancellationToken.IsCancellationRequested || time.GetUtcNow() >= until)
                break;

            try
            {
                await duplicates.WaitUntilLoadedAsync(MaxLoadWait, cancellationToken);
                await PushAsync(item.Name, until, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(logger, FileNames.Logged(item.Name), exception.GetType().FullName, AzureFailure.Of(exception).Code, exception.StackTrace);
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private async Task PushAsync(string name, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var container = containers.Get(StorageNames.OfflineConversions);
        var blob = container.GetBlobClient(name);
        await using var lease = await HeldBlob.TryTakeAsync(blob, time, cancellationToken);
        if (lease is null)
        {
            LogTaken(logger, FileNames.Logged(name));
            return;
        }

        var file = new IncomingFile(container, name, await blob.GetPropertiesAsync(cancellationToken: cancellationToken));
        var (run, status, reportVersion) = await runs.FindAsync(file, cancellationToken);
        if (status is not (FileStatus.Completed or FileStatus.Failed))
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            if (!await TakeAsync(file, new FileLedger(containers, run, reportVersion, lease.Id[..8], lease.Lost), until, ending.Token))
                return;
        }

        await file.MoveAsync(lease.Id, time.GetUtcNow(), CancellationToken.None);
    }

    // Whether the file is done with.
    private async Task<bool> TakeAsync(IncomingFile file, FileLedger ledger, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // Resumed first: what an earlier run has counted stays in the report, even if the file is refused now.
        await containers.Get(StorageNames.WebhookDeliveries).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await ledger.ResumeAsync(duplicates, cancellationToken);
        if ((file.IsEmpty ? FileRefusals.Empty : FileRefusals.OfSource(file.Source, fileSources, sources)) is { } refusal)
            return await FailAsync(ledger, refusal, cancellationToken);

        var source = fileSources[file.Source];
        await using var start = await file.OpenAsync(0, cancellationToken);
        var opening = await FileRows.OpenAsync(start, source.Options, file.IsDeclaredJson, cancellationToken);
        if (opening is FileOpening.Refused(var error))
            return await FailAsync(ledger, error, cancellationToken);

        var rows = ((FileOpening.Opened)opening).Rows;
        var checkpoint = ledger.Checkpoint;
        await using var rest = checkpoint.Offset > 0 ? await file.OpenAsync(checkpoint.Offset, cancellationToken) : Stream.Null;
        if (checkpoint.Offset > 0)
            rows.ContinueAt(rest, new FilePosition(checkpoint.Offset, checkpoint.Line));

        // From now on no other process can write, also after a crash.
        if (!await ledger.WriteAsync(FileStatus.Running, null, null, cancellationToken))
        {
            LogTaken(logger, FileNames.Logged(file.File));
            return false;
        }

        LogBegins(logger, source.Name, FileNames.Logged(file.File), checkpoint.Line);
        var pace = new FilePace(options.Patience, until, Resumes: true);
        var result = await intake.TakeAsync(source, rows, ledger, pace, () => WaitForRoomAsync(until, cancellationToken), cancellationToken);
        var counts = result.Counts;
        LogEnds(
            logger, source.Name, FileNames.Logged(file.File), result.End,
            counts.Rows, counts.Accepted, counts.Duplicates, counts.Ignored, counts.Rejected, counts.Messages);
        return result.End == FileEnd.Completed && (counts.Rows > 0 || await FailAsync(ledger, FileRefusals.NoRows, cancellationToken));
    }

    private async Task<bool> FailAsync(FileLedger ledger, ValidationError error, CancellationToken cancellationToken)
    {
        LogRefused(logger, FileNames.Logged(ledger.Run.Source), FileNames.Logged(ledger.Run.File ?? string.Empty), error.Code);
        return await ledger.WriteAsync(FileStatus.Failed, FileProblem.Of(0, error), time.GetUtcNow(), cancellationToken);
    }

    // A deep queue delays all events, so a file waits until the delivery has caught up.
    private async Task<bool> WaitForRoomAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (await queue.DepthAsync(cancellationToken) > options.MaxQueueDepth)
        {
            if (time.GetUtcNow() >= until || cancellationToken.IsCancellationRequested)
                return false;

            await Task.Delay(DepthInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }

    [LoggerMessage(7001, LogLevel.Information, "{Source}: reads {File} from line {Line} on", EventName = "7001")]
    private static partial void LogBegins(ILogger logger, string source, string file, long line);

    [LoggerMessage(
        7002, LogLevel.Information,
        "{Source}: {File} {End}: {Rows} rows, {Accepted} accepted, {Duplicates} duplicates, {Ignored} ignored, {Rejected} rejected, {Messages} messages",
        EventName = "7002")]
    private static partial void LogEnds(
        ILogger logger, string source, string file, FileEnd end, long rows, long accepted, long duplicates, long ignored, long rejected, long messages);

    [LoggerMessage(7003, LogLevel.Warning, "{Source}: {File} cannot be read ({Code}); it was moved, and its report says why", EventName = "7003")]
    private static partial void LogRefused(ILogger logger, string source, string? file, string code);

    [LoggerMessage(7004, LogLevel.Debug, "{File} is being read by another instance, or was a moment ago", EventName = "7004")]
    private static partial void LogTaken(ILogger logger, string file);

    [LoggerMessage(7006, LogLevel.Warning, "The container of files does not answer ({Code}); the next run looks again", EventName = "7006")]
    private static partial void LogUnreachable(ILogger logger, string code);

    [LoggerMessage(7005, LogLevel.Error, "{File} could not be taken in and stays for the next run: {Type} {ErrorCode} {Stack}", EventName = "7005")]
    private static partial void LogFailed(ILogger logger, string file, string? type, string errorCode, string? stack);
}

/// <summary>Why a file is refused before or after its rows are read.</summary>
internal static class FileRefusals
{
    public static ValidationError Empty { get; } = new(ErrorCodes.EmptyBody, string.Empty, "The file is empty.");

    public static ValidationError NoRows { get; } = new(ErrorCodes.NoEvents, string.Empty, "The file has a header and no row.");

    private static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, string.Empty, "No such source is configured.");

    private static ValidationError NotAFileSource { get; } = new(
        ErrorCodes.NotAFileSource, string.Empty, "The source receives webhooks, not files; its Kind would have to be OfflineFile.");

    /// <summary>Why no file can be of a source; null: it is one of files.</summary>
    public static ValidationError? OfSource(
        string source, FrozenDictionary<string, FileSource> fileSources, FrozenDictionary<string, Source> sources) =>
        fileSources.ContainsKey(source) ? null : sources.ContainsKey(source) ? NotAFileSource : UnknownSource;
}
