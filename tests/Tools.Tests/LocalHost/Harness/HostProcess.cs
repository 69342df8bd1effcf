using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tools.Tests.LocalHost.Harness;

/// <summary>tools/LocalHost as a process, with tests/LocalHost.TestApp as its app.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Process guard;
    private readonly List<string> errors = [];
    private readonly List<string> output = [];
    private readonly string pidFile = Path.GetTempFileName();

    /// <param name="settings">Environment variables; the log is JSON unless they say otherwise.</param>
    /// <param name="arguments">The command line; any free port and the test app's folder unless it says otherwise.</param>
    public HostProcess(Dictionary<string, string>? settings = null, string[]? arguments = null)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var assembly = Path.Combine(FolderOf("tools/LocalHost"), "LocalHost.dll");
        var start = new ProcessStartInfo(dotnet, [assembly, .. arguments ?? ["--app", App, "--port", "0"]])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["LocalHost__LogFormat"] = "json";
        start.Environment["LocalHost__WorkerPidFile"] = pidFile;
        foreach (var (name, value) in settings ?? [])
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Add(errors, line.Data);
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        // However the test process ends, the host does too, and with it its worker.
        guard = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"read -r _ || kill -9 {process.Id}"]) { RedirectStandardInput = true })!;
    }

    public static string App { get; } = FolderOf("tests/LocalHost.TestApp");

    public IReadOnlyList<string> Errors => Copy(errors);

    public IReadOnlyList<string> Output => Copy(output);

    public IReadOnlyList<LogEntry> Log => [.. Errors.Select(LogEntry.Parse).OfType<LogEntry>()];

    /// <summary>The id of the current worker.</summary>
    public int WorkerId => int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);

    public static bool IsAlive(int processId) =>
        File.Exists($"/proc/{processId}/stat") && !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);

    public static async Task SignalAsync(int processId, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Eventually.Limit);
    }

    /// <summary>Waits until the host serves HTTP.</summary>
    public async Task<HttpClient> HttpAsync()
    {
        await Eventually.TrueAsync(() => process.HasExited || Errors.Any(line => Listening().IsMatch(line)), "the host listens");
        var match = Errors.Select(line => Listening().Match(line)).FirstOrDefault(match => match.Success);
        Assert.True(match is not null, string.Join(Environment.NewLine, Errors));
        return new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{match.Groups[1].Value}/prefix/"), Timeout = Eventually.Limit };
    }

    public Task LogsAsync(string message) => LogsAsync(entry => entry.Message == message, $"the line '{message}'");

    public async Task LogsAsync(Func<LogEntry, bool> entry, string what)
    {
        try
        {
            await Eventually.TrueAsync(() => Log.Any(entry), what);
        }
        catch (TimeoutException exception)
        {
            Assert.Fail(string.Join(Environment.NewLine, [exception.Message, .. Errors]));
        }
    }

    public Task TerminateAsync() => SignalAsync(process.Id, "TERM");

    public void Kill() => process.Kill();

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Eventually.Limit);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Eventually.Limit);
        await guard.StandardInput.WriteLineAsync();
        guard.StandardInput.Close();
        await guard.WaitForExitAsync().WaitAsync(Eventually.Limit);
        process.Dispose();
        guard.Dispose();
        File.Delete(pidFile);
    }

    private static string FolderOf(string project) =>
        AppContext.BaseDirectory.Replace("tests/Tools.Tests", project, StringComparison.Ordinal);

    private static void Add(List<string> lines, string? line)
    {
        lock (lines)
        {
            if (line is not null)
                lines.Add(line);
        }
    }

    private static string[] Copy(List<string> lines)
    {
        lock (lines)
            return [.. lines];
    }

    [GeneratedRegex(@"Now listening on: http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
