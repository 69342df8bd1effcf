using System.Globalization;
using Dev.Output;

namespace Dev.Push;

/// <summary>Puts the file where the app looks for files on its schedule, and asks for its report until it is there.</summary>
internal sealed class ContainerPush(OfflineRoutes routes, BlockUpload upload, ConversionFile file, Meter meter, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="source">The folder below <c>incoming</c>.</param>
    /// <param name="wait">How long to wait for the report.</param>
    /// <param name="stop">Ends the waiting; the file stays where it is.</param>
    public async Task<(PushReport? Report, Problem? Problem)> RunAsync(string source, TimeSpan wait, CancellationToken stop)
    {
        var name = IncomingName.Of(file.Name, time.GetUtcNow());
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
                report is null ? "Uploaded; the app picks it up on its schedule" : string.Create(CultureInfo.InvariantCulture, $"The app reads it: {report.Rows:N0} rows"),
                share: null);
            await Task.Delay(Pause, time, stop);
        }
        return (null, new Problem($"There is no report within {wait:c}. The file is in the container and waits for the app; its report will be called {name}."));
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
