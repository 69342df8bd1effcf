using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Offline;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Takes in files of conversions and gives their reports.</summary>
public sealed class OfflineFunctions(
    FrozenDictionary<string, FileSource> fileSources, FrozenDictionary<string, Source> sources, FilePush push, FileUpload upload,
    FileReports reports, ILogger<OfflineFunctions> logger)
{
    /// <summary><c>POST /api/offline-conversions/{source}</c>: a file as the body, read while it arrives.</summary>
    [Function(nameof(ReceiveOfflineConversions))]
    public Task ReceiveOfflineConversions(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "offline-conversions/{source}")] HttpRequest request,
        string source,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            if (!fileSources.TryGetValue(source, out var configured))
                return Answers.Problem(StatusCodes.Status404NotFound, FileRefusals.OfSource(source, fileSources, sources)!);

            if (UploadBody.Refuse(request, configured.Name) is { } refusal)
                return refusal;

            try
            {
                return await upload.TakeAsync(configured, request.Body, UploadBody.IsJson(request), request.HttpContext.Response, cancellationToken);
            }
            catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                return UploadBody.TooLarge(configured.Name);
            }
            catch (IOException exception) when (exception is not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested)
            {
                return Answers.Problem(StatusCodes.Status400BadRequest, new ValidationError(
                    ErrorCodes.BodyIncomplete, string.Empty, "The body could not be read to its end. What came before is stored; send the same file again."));
            }
        });

    /// <summary>
    /// <c>GET /api/offline-conversions/{source}/reports/{report}</c>: the outcome of a file, under its name with the folders below that of its
    /// source, or the id that the upload's answer gives. <c>Accept: text/csv</c>: its problems as CSV.
    /// </summary>
    [Function(nameof(GetOfflineReport))]
    public Task GetOfflineReport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "offline-conversions/{source}/reports/{*report}")] HttpRequest request,
        string source,
        string? report,
        CancellationToken cancellationToken)
    {
        // As the folder of a file is written, or as the settings write it, which is where an upload's report is, whatever the case in its address.
        return HttpEdge.RunAsync(request, logger, async () =>
            await WriteAsync(source) || (fileSources.TryGetValue(source, out var configured) && await WriteAsync(configured.Name))
                ? Results.Empty
                : Answers.Problem(StatusCodes.Status404NotFound, FileRefusals.OfSource(source, fileSources, sources) ?? UnknownReport));

        Task<bool> WriteAsync(string name) => reports.WriteAsync(name, report, Csv.IsWanted(request), request.HttpContext.Response, cancellationToken);
    }

    /// <summary>On <c>OfflinePushSchedule</c>: takes in the files of the container <c>offline-conversions</c>.</summary>
    [Function(FunctionNames.PushOffline)]
    public async Task PushOfflineConversions([TimerTrigger($"%{PushSchedule.Setting}%")] TimerInfo timer, CancellationToken stopping)
    {
        try
        {
            await push.RunAsync(PushWatch.Moment(timer.ScheduleStatus?.Next), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nothing was begun, or it is accounted for up to the last checkpoint; the next run resumes there.
        }
    }

    private static ValidationError UnknownReport { get; } = new(
        ErrorCodes.UnknownReport, string.Empty, "There is no such report; the file may not have been processed yet.");
}
