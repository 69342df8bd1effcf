using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;
using SpotifyCapi.Text;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Reads stored reports, of any length, piece by piece.</summary>
public sealed class FileReports(BlobContainers containers)
{
    /// <summary>Writes a report into a response: JSON, or its problems as CSV.</summary>
    /// <returns>False when there is none; nothing was written then.</returns>
    internal async Task<bool> WriteAsync(string source, string? report, bool asCsv, HttpResponse response, CancellationToken cancellationToken)
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

    // A name from an address must not lead to the folder of another source.
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

/// <summary>The bytes of a stored report around its problems, of which there may be too many to hold in memory.</summary>
internal static class ReportBytes
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What follows the last problem.</summary>
    public static ReadOnlyMemory<byte> Closing { get; } = "\n]}\n"u8.ToArray();

    /// <summary>Everything before the first problem.</summary>
    public static ReadOnlyMemory<byte> Opening(FileReport head)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(bytes, Writing))
        {
            JsonSerializer.Serialize(writer, head with { Problems = null }, FileJsonContext.Default.FileReport);
        }

        return (byte[])[.. bytes.WrittenSpan[..^1], .. ",\"problems\":["u8];
    }
}

/// <summary>Problems as they stand in a stored report: one to a line, so that they can be read again without holding them all.</summary>
internal sealed class ProblemList(bool isFirst)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> bytes = new(256);
    private bool isNext = !isFirst;

    /// <summary>The problems so far.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes.WrittenMemory;

    /// <summary>Adds one.</summary>
    public void Add(FileProblem problem)
    {
        bytes.Write(isNext ? ",\n"u8 : "\n"u8);
        isNext = true;
        using var writer = new Utf8JsonWriter(bytes, Writing);
        JsonSerializer.Serialize(writer, problem, FileJsonContext.Default.FileProblem);
    }
}
