using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Offline;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/offline-conversions/{source}/reports/{report}</c>: what became of a file; <c>Accept: text/csv</c>: its problems as CSV.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="files">Reads reports.</param>
/// <param name="logger">The log.</param>
public sealed class GetOfflineReport(AppSettings settings, OfflineFiles files, ILogger<GetOfflineReport> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="report">Name of the file with its folders below that of the source, or what the upload's answer says.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(GetOfflineReport))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "offline-conversions/{source}/reports/{*report}")] HttpRequest request,
        string source,
        string? report,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            var asCsv = request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);
            return await files.WriteReportAsync(source, report, asCsv, request.HttpContext.Response, cancellationToken)
                ? Results.Empty
                : Answers.Problem(StatusCodes.Status404NotFound, FileRefusals.OfSource(source, settings) ?? UnknownReport);
        });

    private static ValidationError UnknownReport { get; } = new(ErrorCodes.UnknownReport, string.Empty, "No such report is there; the file may not have been taken up yet.");
}
