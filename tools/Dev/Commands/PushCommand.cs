using System.CommandLine;
using System.Globalization;
using Dev.Checkout;
using Dev.Output;
using Dev.Processes;
using Dev.Push;

namespace Dev.Commands;

/// <summary><c>./run push</c>: sends a file of offline conversions to a running app and prints the outcome of its rows.</summary>
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
        var upload = new ContainerUpload(container, request.BlockLimit, TimeSpan.FromSeconds(1));
        return await terminal.MeterAsync(
            $"Uploading {file.Name}", time, meter => new ContainerPush(routes, upload, file, meter, time).RunAsync(request.Source, request.Wait, stop));
    }

    private int End(PushReport report)
    {
        report.Print(terminal, request.App);
        if (!report.IsCompleted)
            return terminal.Fail(new Problem($"The file did not go through: {report.Status}{(report.Reason is { } reason ? $" ({reason})" : "")}."));
        if (report.Rejected == 0)
            return 0;
        return terminal.Fail(new Problem(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Rejected:N0} of {report.Rows:N0} rows were rejected. Correct them and push the file again: the others are known."),
            [],
            RowsRejected));
    }
}

/// <summary>How <c>./run push</c> is called.</summary>
internal static class PushArguments
{
    public const string Help =
        "Send a file of offline conversions (CSV or NDJSON) to a running app and print its report.\n"
        + "Exit code 0: every row is accepted, known or ignored. 1: the file did not go through; pushing it again is safe. "
        + "2: it went through, but rows were rejected.";

    private const int MostMinutes = 1440;

    public static Command Command(Repository repository, Terminal terminal, StopSignal stop)
    {
        var file = new Argument<string>("file") { Description = "The file. Over 99 MiB it goes through the app's container." };
        var source = new Option<string>("--source") { Description = "Name of a source of the kind OfflineFile.", Required = true };
        var url = new Option<string?>("--url") { Description = $"Where the app is; {PushEnvironment.Url}, or {AppRoutes.LocalApp}." };
        var key = new Option<string?>("--key") { Description = $"Function key; better in {PushEnvironment.Key}." };
        var via = new Option<PushVia?>("--via") { Description = "Forces one of the two ways." };
        var container = new Option<string?>("--container-url")
        {
            Description = $"Container offline-conversions with a signature that may create and write; better in {PushEnvironment.ContainerUrl}.",
        };
        var wait = new Option<int>("--wait") { Description = "Minutes to wait for the report of a file in the container.", DefaultValueFactory = _ => 60 };
        var block = new Option<int>("--block-timeout")
        {
            Description = "Minutes that 8 MiB may take to reach the container before they are sent again.",
            DefaultValueFactory = _ => 10,
        };
        block.Validators.Add(result =>
        {
            // The parser itself reports what is not a number.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var minutes) && minutes is < 1 or > MostMinutes)
                result.AddError($"--block-timeout takes 1 to {MostMinutes} minutes.");
        });
        var push = new Command("push", Help) { file, source, url, key, via, container, wait, block };
        ScriptCommands.On(push, terminal, stop, line =>
        {
            var (app, problem) = AppRoutes.Address(line.GetValue(url));
            if (app is null)
                return Task.FromResult(terminal.Fail(problem!));
            var request = new PushRequest
            {
                File = line.GetRequiredValue(file),
                Source = line.GetRequiredValue(source),
                App = app,
                Key = AppRoutes.Or(line.GetValue(key), PushEnvironment.Key),
                Via = line.GetValue(via),
                ContainerUrl = AppRoutes.Or(line.GetValue(container), PushEnvironment.ContainerUrl),
                BlockLimit = TimeSpan.FromMinutes(line.GetValue(block)),
                Wait = TimeSpan.FromMinutes(line.GetValue(wait)),
            };
            return new PushCommand(request, ContainerAddress.Of(repository, app, TimeProvider.System), terminal, TimeProvider.System).RunAsync(stop.Token);
        });
        return push;
    }
}
