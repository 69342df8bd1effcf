using Microsoft.AspNetCore.Http;
using SpotifyCapi.OfflineFile;

namespace SpotifyCapiFunctions.Offline;

/// <summary>What the functions do with files of conversions.</summary>
public sealed class OfflineFiles
{
    private readonly FilePush push;
    private readonly FileUpload upload;
    private readonly FileReports reports;

    internal OfflineFiles(FilePush push, FileUpload upload, FileReports reports) => (this.push, this.upload, this.reports) = (push, upload, reports);

    /// <summary>Takes in what lies in the container.</summary>
    /// <param name="next">When the host runs the push next; null when it does not say.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    public Task PushAsync(DateTimeOffset? next, CancellationToken cancellationToken) => push.RunAsync(next, cancellationToken);

    /// <summary>Takes in a request body.</summary>
    /// <param name="source">Whose file it is.</param>
    /// <param name="body">The file.</param>
    /// <param name="isDeclaredJson">Whether its sender says that it holds JSON, one event to a line.</param>
    /// <param name="response">For headers of the answer.</param>
    /// <param name="cancellationToken">The caller hung up, or the host is stopping.</param>
    public Task<IResult> UploadAsync(FileSource source, Stream body, bool isDeclaredJson, HttpResponse response, CancellationToken cancellationToken) =>
        upload.TakeAsync(source, body, isDeclaredJson, response, cancellationToken);

    /// <summary>Writes a report into a response.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="report">Name of the report, with its folders; null when none was named.</param>
    /// <param name="asCsv">Whether only its problems are wanted, as CSV.</param>
    /// <param name="response">The response.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    /// <returns>False when there is no such report.</returns>
    public Task<bool> WriteReportAsync(string source, string? report, bool asCsv, HttpResponse response, CancellationToken cancellationToken) =>
        reports.WriteAsync(source, report, asCsv, response, cancellationToken);
}
