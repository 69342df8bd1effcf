using System.Globalization;
using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Dev.Output;

namespace Dev.Push;

/// <summary>Puts the file where the app looks for files on its schedule, and asks for its report until it is there.</summary>
internal sealed class ContainerPush(OfflineRoutes routes, ContainerUpload upload, ConversionFile file, Meter meter, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="source">The folder below <c>incoming</c>.</param>
    /// <param name="wait">How long to wait for the report.</param>
    /// <param name="stop">Ends the waiting; the file stays where it is.</param>
    public async Task<(PushReport? Report, Problem? Problem)> RunAsync(string source, TimeSpan wait, CancellationToken stop)
    {
        var name = ConversionFile.NameInContainer(file.Name, time.GetUtcNow());
        try
        {
            // Asked before the first byte goes out: a wrong key or source shows now, not in an hour.
            if ((await routes.ReportAsync(name, stop)).Problem is { } wrong)
                return (null, wrong);
        }
        catch (HttpRequestException failed)
        {
            return (null, routes.Unreachable(failed));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, new Problem($"The app at {routes.App} does not answer. Nothing was uploaded."));
        }
        return await upload.RunAsync(file, $"incoming/{source}/{name}", ShowSent, stop) is { } problem
            ? (null, problem)
            : await WaitAsync(name, wait, stop);
    }

    private async Task<(PushReport? Report, Problem? Problem)> WaitAsync(string name, TimeSpan wait, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < wait)
        {
            var (report, problem) = await TryReportAsync(name, stop);
            if (problem is not null || report is { IsFinal: true })
                return (report, problem);
            meter.Show(
                report is null
                    ? "Uploaded; the app picks it up on its schedule"
                    : string.Create(CultureInfo.InvariantCulture, $"The app reads it: {report.Rows:N0} rows"),
                share: null);
            await Task.Delay(Pause, time, stop);
        }
        return (null, new Problem(
            $"There is no report within {wait:c}. The file is in the container and waits for the app; its report will be called {name}."));
    }

    /// <summary>An app that is away for a moment is no reason to give up: the file is in its storage already.</summary>
    private async Task<(PushReport? Report, Problem? Problem)> TryReportAsync(string name, CancellationToken stop)
    {
        try
        {
            return await routes.ReportAsync(name, stop);
        }
        catch (Exception away) when (away is HttpRequestException || (away is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (null, null);
        }
    }

    private void ShowSent(long sent) => meter.Show($"Uploading {ByteText.Of(sent)} of {ByteText.Of(file.Length)}", (double)sent / file.Length);
}

/// <summary>Puts a file into a container, in one piece or block by block: nobody ever sees half a file.</summary>
/// <param name="container">Address of the container with its signature.</param>
/// <param name="blockLimit">How long one try of one block may take; then its connection counts as hung.</param>
/// <param name="pause">Between the first two tries; it grows from try to try.</param>
internal sealed class ContainerUpload(Uri container, TimeSpan blockLimit, TimeSpan pause)
{
    /// <summary>A container takes 50,000 blocks, so this is enough for 400 GB.</summary>
    public const int BlockBytes = 8 * 1024 * 1024;

    private const int Tries = 5;

    /// <returns>Null when the file is there.</returns>
    public async Task<Problem?> RunAsync(ConversionFile file, string blob, Action<long> onSent, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { UseProxy = !container.IsLoopback, AllowAutoRedirect = false, ConnectTimeout = OfflineRoutes.Connecting };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new BlobClientOptions { Transport = new HttpClientTransport(http) };
        (options.Retry.MaxRetries, options.Retry.Delay, options.Retry.NetworkTimeout) = (Tries - 1, pause, blockLimit);
        (options.Retry.Mode, options.Diagnostics.IsLoggingEnabled) = (RetryMode.Exponential, false);
        var upload = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = file.MediaType },
            ProgressHandler = new Sent(onSent),
            TransferOptions = new() { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 1 },
        };
        try
        {
            await using var content = file.OpenRead();
            await new BlobContainerClient(container, options).GetBlobClient(blob).UploadAsync(content, upload, stop);
            return null;
        }
        catch (RequestFailedException refused) when (refused.Status != 0)
        {
            return Refused(refused);
        }
        catch (AggregateException failed) when (failed.InnerExceptions[^1] is OperationCanceledException)
        {
            return Hung;
        }
        catch (Exception failed) when (failed is AggregateException or RequestFailedException)
        {
            var why = (failed as AggregateException)?.InnerExceptions[^1].Message ?? failed.Message;
            return new Problem($"The storage at {container.Host} cannot be reached: {why}");
        }
    }

    private Problem Hung => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The storage at {container.Host} did not take {ByteText.Of(BlockBytes)} within {blockLimit.TotalMinutes:0.#} minutes, {Tries} times in a row. "
        + $"Nothing of the file is there, so push it again; on a slow line with more time: --block-timeout MINUTES."));

    private static Problem Refused(RequestFailedException refused)
    {
        var advice = (HttpStatusCode)refused.Status switch
        {
            HttpStatusCode.NotFound => "The container offline-conversions is made by the app when it starts; is this the app's storage account?",
            HttpStatusCode.Forbidden => "The signature or the key does not allow to create blobs there, or has expired.",
            _ => "Try again later.",
        };
        return new Problem(string.Create(CultureInfo.InvariantCulture, $"The storage answered {refused.Status} ({refused.ErrorCode ?? "no code"}). {advice}"));
    }

    private sealed class Sent(Action<long> onSent) : IProgress<long>
    {
        public void Report(long value) => onSent(value);
    }
}
