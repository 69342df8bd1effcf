using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;
using SpotifyCapi.Text;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Reads stored reports, of any length, piece by piece.</summary>
/// <param name="containers">The storage account.</param>
internal sealed class FileReports(BlobContainers containers)
{
    /// <summary>Writes a report into a response: JSON, or its problems as CSV.</summary>
    /// <returns>False when there is none; nothing was written then.</returns>
    public async Task<bool> WriteAsync(string source, string? report, bool asCsv, HttpResponse response, CancellationToken cancellationToken)
    {
        if (!IsName(source) || report is null || !report.Split('/').All(IsName)
            || await OpenAsync(FileNames.Report(source, report), cancellationToken) is not { } content)
        {
            return false;
        }

        await using (content)
        {
            if (asCsv)
            {
                response.ContentType = "text/csv; charset=utf-8";
                await WriteCsvAsync(content, response, cancellationToken);
            }
            else
            {
                response.ContentType = "application/json";
                await content.CopyToAsync(response.Body, cancellationToken);
            }
        }

        return true;
    }

    // What stands in an address must not lead to the folder of another source.
    private static bool IsName(string text) => text is not ("" or "." or "..") && !text.AsSpan().ContainsAny('/', '\\');

    private async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var blob = containers.Get(StorageNames.OfflineConversions).GetBlobClient(name);
            return (await blob.DownloadStreamingAsync(new BlobDownloadOptions(), cancellationToken)).Value.Content;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    // The first line of a stored report is its head, the last one closes it; each line between is a problem.
    private static async Task WriteCsvAsync(Stream content, HttpResponse response, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        var csv = new CsvWriter(response.BodyWriter);
        csv.Begin("line", "field", "code", "message");
        await reader.ReadLineAsync(cancellationToken);
        while (await reader.ReadLineAsync(cancellationToken) is { } line && line.StartsWith('{'))
        {
            var problem = JsonSerializer.Deserialize(line.TrimEnd(','), FileJsonContext.Default.FileProblem)!;
            csv.Row(problem.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Field, problem.Code, problem.Message);
            await response.BodyWriter.FlushAsync(cancellationToken);
        }

        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
