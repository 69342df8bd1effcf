using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.OfflineFile;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Takes in a file that comes as a request body.</summary>
public sealed partial class FileUpload(
    OfflinePushOptions options, BlobContainers containers, FileIntake intake, DuplicateFilter duplicates, TimeProvider time, ILogger<FileUpload> logger)
{
    // Each upload has a report and keys of its own.
    private const string OnlyOwner = "00000000";

    private static readonly TimeSpan MaxLoadWait = TimeSpan.FromSeconds(10);
    private int underWay;

    /// <summary>Takes a body in and answers.</summary>
    /// <exception cref="BadHttpRequestException">The body could not be read to its end; what came before is stored.</exception>
    internal async Task<IResult> TakeAsync(FileSource source, Stream body, bool isDeclaredJson, HttpResponse response, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref underWay) > options.MaxUploads)
        {
            Interlocked.Decrement(ref underWay);
            return Busy(
                response,
                ErrorCodes.TooManyUploads,
                "Other files are being read here; send it again later, or put it into the container offline-conversions.");
        }

        try
        {
            return await FileRows.OpenAsync(body, source.Options, isDeclaredJson, cancellationToken) switch
            {
                FileOpening.Refused(var error) => Answers.Problem(StatusCodes.Status400BadRequest, error),
                FileOpening.Opened(var rows) => await TakeAsync(source, rows, response, cancellationToken),
                _ => throw new InvalidOperationException(),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Stopped(response, 0);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            return Busy(
                response,
                ErrorCodes.StorageUnavailable,
                "The storage does not answer. Send the same file again: rows that were counted are recognised, "
                + "others that are queued go out again under the same ids.");
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private async Task<IResult> TakeAsync(FileSource source, FileRows rows, HttpResponse response, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var run = new FileRun(FileNames.Upload(now), source.Name, null, now, null, FileNames.Keys(now));
        var ledger = new FileLedger(containers, run, reportVersion: null, OnlyOwner, CancellationToken.None);
        await containers.Get(StorageNames.OfflineConversions).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await containers.Get(StorageNames.WebhookDeliveries).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await duplicates.WaitUntilLoadedAsync(MaxLoadWait, cancellationToken);
        await ledger.WriteAsync(FileStatus.Running, null, null, cancellationToken);
        var pace = new FilePace(options.UploadPatience, null, Resumes: false);
        var result = await intake.TakeAsync(source, rows, ledger, pace, () => Task.FromResult(true), cancellationToken);
        var counts = result.Counts;
        LogEnds(
            logger, source.Name, run.ReportId, result.End,
            counts.Rows, counts.Accepted, counts.Duplicates, counts.Ignored, counts.Rejected, counts.Messages);
        switch (result.End)
        {
            case FileEnd.Completed:
                break;
            case FileEnd.QueueUnavailable:
                return Busy(
                    response,
                    ErrorCodes.QueueUnavailable,
                    $"The queue does not take events now. Rows stored: {counts.Accepted}. Send the same file again; they are recognised.");
            case FileEnd.Lost:
                return Busy(
                    response,
                    ErrorCodes.StorageUnavailable,
                    $"What was written down about the file has changed in the storage meanwhile. Rows stored and recognised: {counts.Accepted}; "
                    + "others that are queued go out again under the same ids. Send the same file again.");
            default:
                return Stopped(response, counts.Accepted);
        }

        if (counts.Rows == 0)
        {
            await ledger.WriteAsync(FileStatus.Failed, FileProblem.Of(0, FileRefusals.NoRows), time.GetUtcNow(), cancellationToken);
            return Answers.Problem(StatusCodes.Status400BadRequest, FileRefusals.NoRows);
        }

        var link = $"/api/offline-conversions/{Uri.EscapeDataString(source.Name)}/reports/{run.ReportId}";
        response.Headers.Location = link;
        var report = FileReport.Of(run, FileStatus.Completed, null, counts, time.GetUtcNow()) with { Report = link, Problems = result.Problems };
        return Answers.Json(report, FileJsonContext.Default.FileReport, StatusCodes.Status202Accepted);
    }

    // A sender that still listens must not take half a file for a whole one.
    private static IResult Stopped(HttpResponse response, long accepted) => Busy(
        response,
        ErrorCodes.BodyIncomplete,
        $"The app is being stopped and has not read the file to its end. Rows stored: {accepted}. Send the same file again; they are recognised.");

    private static IResult Busy(HttpResponse response, string code, string message) => Answers.Unavailable(response, code, message, retryAfter: "10");

    [LoggerMessage(
        7011, LogLevel.Information,
        "{Source}: {Report} {End}: {Rows} rows, {Accepted} accepted, {Duplicates} duplicates, {Ignored} ignored, {Rejected} rejected, {Messages} messages",
        EventName = "7011")]
    private static partial void LogEnds(
        ILogger logger, string source, string report, FileEnd end, long rows, long accepted, long duplicates, long ignored, long rejected, long messages);
}
