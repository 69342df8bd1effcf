using System.Net.Http.Headers;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Testing.Harness;

namespace EndToEnd.Tests.Offline;

/// <summary>A data team: puts files into the app by both ways and reads their reports.</summary>
public sealed class FilePusher(Scenario scenario)
{
    private const int BlockBytes = 4 * 1024 * 1024;
    private const string Route = $"/api/offline-conversions/{OfflineSettings.Source}";

    private readonly BlobContainerClient container = new(scenario.Storage, "offline-conversions");

    /// <summary>Sends a file in a request.</summary>
    public async Task<Answer> UploadAsync(Stream file, string mediaType = "text/csv", string route = Route)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = scenario.App.Address, Timeout = OfflineSize.Limit };
        using var content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var response = await client.PostAsync(route, content);
        return await Answer.ReadAsync(response);
    }

    public Task<Answer> UploadAsync(byte[] file, string mediaType = "text/csv") => UploadAsync(new MemoryStream(file), mediaType);

    /// <summary>Puts a file where the timer looks.</summary>
    public async Task DropAsync(string name, Stream file, string source = OfflineSettings.Source)
    {
        await container.CreateIfNotExistsAsync();
        var blob = container.GetBlockBlobClient($"incoming/{source}/{name}");
        var buffer = new byte[BlockBytes];
        var blocks = new List<string>();
        while (await file.ReadAtLeastAsync(buffer, BlockBytes, throwOnEndOfStream: false) is > 0 and var read)
        {
            blocks.Add(Convert.ToBase64String(BitConverter.GetBytes(blocks.Count)));
            using var block = new MemoryStream(buffer, 0, read);
            await blob.StageBlockAsync(blocks[^1], block);
        }

        await blob.CommitBlockListAsync(blocks);
    }

    public Task DropAsync(string name, byte[] file, string source = OfflineSettings.Source) => DropAsync(name, new MemoryStream(file), source);

    /// <summary>The report of a file as the app has it now; null when there is none.</summary>
    public async Task<FileReport?> TryReportAsync(string report)
    {
        var answer = await scenario.GetAsync($"{Route}/reports/{report}");
        return answer.Status == 404 ? null : answer.Status == 200 ? FileReport.Parse(answer.Text) : throw new InvalidOperationException($"{answer.Status}: {answer.Text}");
    }

    /// <summary>Waits until the app is done with a file.</summary>
    public async Task<FileReport> ReportAsync(string report)
    {
        FileReport? last = null;
        await Eventually.TrueAsync(
            async () => (last = await TryReportAsync(report)) is { IsFinal: true }, () => $"{report} is done ({last?.ToString() ?? "there is no report"})", OfflineSize.Limit);
        return last!;
    }

    /// <summary>Names of all blobs under a folder of the container.</summary>
    public async Task<IReadOnlyList<string>> BlobsAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, CancellationToken.None))
            names.Add(blob.Name);
        return names;
    }

    public async Task<string> ReadAsync(string blob) => (await container.GetBlobClient(blob).DownloadContentAsync()).Value.Content.ToString();
}
