using System.Globalization;
using Dev.Output;
using Dev.Push;

namespace Dev.Commands;

/// <summary><c>./run push</c>: a file of offline conversions into a running app, and what became of its rows.</summary>
internal sealed class PushCommand(PushRequest request, ContainerAddress storage, Terminal terminal, TimeProvider time)
{
    /// <summary>The file went through, but not every row of it.</summary>
    public const int RowsRejected = 2;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            var (file, missing) = ConversionFile.Find(request.File);
            if (file is null)
                return terminal.Fail(missing ?? Problem.Interrupted);
            using var routes = new OfflineRoutes(request.App, request.Source, request.Key);
            var (report, problem) = request.Choose(file.Length) == PushVia.Http
                ? await SendAsync(routes, file, stop)
                : await StoreAsync(routes, file, stop);
            return report is null ? terminal.Fail(problem ?? OfflineRoutes.NotAReport) : End(report);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return terminal.Fail(Problem.Interrupted);
        }
        catch (IOException unreadable)
        {
            return terminal.Fail(new Problem($"{request.File} cannot be read: {unreadable.Message}"));
        }
    }

    private async Task<(PushReport? Report, Problem? Problem)> SendAsync(OfflineRoutes routes, ConversionFile file, CancellationToken stop) =>
        file.Length > PushRequest.MostByHttp
            ? (null, new Problem($"{file.Name} has {ByteText.Of(file.Length)}; one request takes {ByteText.Of(PushRequest.MostByHttp)}. Leave out --via http."))
            : await terminal.MeterAsync($"Uploading {file.Name}", time, meter => new HttpPush(routes, file, meter, time).RunAsync(stop));

    private async Task<(PushReport? Report, Problem? Problem)> StoreAsync(OfflineRoutes routes, ConversionFile file, CancellationToken stop)
    {
        var (container, problem) = storage.Find(request.ContainerUrl, request.App.IsLoopback);
        if (container is null)
            return (null, problem);
        using var client = BlockUpload.Client(container);
        var upload = new BlockUpload(container, client, request.BlockLimit, time);
        return await terminal.MeterAsync(
            $"Uploading {file.Name}", time, meter => new ContainerPush(routes, upload, file, meter, time).RunAsync(request.Source, request.Wait, stop));
    }

    private int End(PushReport report)
    {
        ReportView.Print(terminal, report, request.App);
        if (!report.IsCompleted)
            return terminal.Fail(new Problem($"The file did not go through: {report.Status}{(report.Reason is { } reason ? $" ({reason})" : "")}."));
        if (report.Rejected == 0)
            return 0;
        return terminal.Fail(new Problem(
            string.Create(CultureInfo.InvariantCulture, $"{report.Rejected:N0} of {report.Rows:N0} rows were rejected. Correct them and push the file again: the others are known."),
            [],
            RowsRejected));
    }
}
