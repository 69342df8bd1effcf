using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalRuntime.Tests.Hosting;

/// <summary>tests/LocalRuntime.TestApp as a process of its own.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly List<string> errors = [];
    private readonly List<string> output = [];

    public AppProcess(string[] args, Dictionary<string, string>? environment = null)
    {
        var app = AppContext.BaseDirectory.Replace("LocalRuntime.Tests", "LocalRuntime.TestApp", StringComparison.Ordinal);
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(app, "LocalRuntime.TestApp.dll"), .. args])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Add(errors, line.Data);
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public IReadOnlyList<string> Errors => Copy(errors);

    public IReadOnlyList<string> Output => Copy(output);

    /// <summary>Waits until the app listens.</summary>
    public async Task<int> PortAsync()
    {
        await Eventually.TrueAsync(() => process.HasExited || Errors.Any(line => Listening().IsMatch(line)), "the app listens");
        var line = Errors.FirstOrDefault(line => Listening().IsMatch(line));
        Assert.True(line is not null, string.Join(Environment.NewLine, Errors));
        return int.Parse(Listening().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public async Task<string> GetAsync(string path, string? key = null)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{await PortAsync()}") };
        if (key is not null)
            http.DefaultRequestHeaders.Add("x-functions-key", key);
        return await http.GetStringAsync(path);
    }

    public void Kill() => process.Kill();

    /// <summary>Asks it to end, as an operating system or a container does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Limit);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync().WaitAsync(Limit);
        process.Dispose();
    }

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
