using System.Diagnostics;
using System.Globalization;

namespace Testing.Harness;

/// <summary>The built app as it really runs: a Functions host and a worker, each a process of its own. They end with the test host, however that ends.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, string> settings;
    private readonly string appFolder;
    private readonly string[] arguments;
    private readonly WorkerOfHost worker = new();
    private Process process;
    private Process? guard;

    private AppProcess(IReadOnlyDictionary<string, string> settings, string appFolder, string[] arguments)
    {
        this.settings = settings.ToDictionary();
        (this.appFolder, this.arguments) = (appFolder, arguments);
        worker.Apply(this.settings);
        (process, guard) = Start(port: 0);
    }

    /// <summary>The app as it was built, in the test's own folder.</summary>
    public static string BuiltApp { get; } = Path.Combine(AppContext.BaseDirectory, "app");

    /// <summary>What both processes wrote.</summary>
    public AppOutput Output { get; } = new();

    /// <summary>A client of the app; it stays the same over all restarts, as the address does.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public Uri Address => Http.BaseAddress!;

    /// <summary>Process id of the host; a new one after each restart.</summary>
    public int Id => process.Id;

    /// <summary>Process id of the worker that runs now or ran last.</summary>
    public int WorkerId => worker.Id;

    /// <summary>Whether the host has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Whether the last worker has ended.</summary>
    public bool WorkerHasExited => worker.HasExited;

    /// <summary>The largest resident set of the worker since its start, bytes.</summary>
    public long PeakMemory => worker.PeakMemory;

    /// <summary>Starts the app and waits until it takes requests.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="arguments">Of the host, more than <c>--app</c> and <c>--port</c>.</param>
    public static Task<AppProcess> StartAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        StartAsync(settings, BuiltApp, arguments);

    /// <summary>Starts a copy of the app.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="appFolder">Where the copy is.</param>
    /// <param name="arguments">Of the host, more than <c>--app</c> and <c>--port</c>.</param>
    public static async Task<AppProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string appFolder, string[] arguments)
    {
        var app = new AppProcess(settings, appFolder, arguments);
        try
        {
            await app.ListensAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts an app that cannot run, and waits for the end of the host.</summary>
    /// <param name="settings">Environment variables.</param>
    public static async Task<(int ExitCode, AppOutput Output)> RunToEndAsync(IReadOnlyDictionary<string, string> settings)
    {
        await using var app = new AppProcess(settings, BuiltApp, []);
        return (await app.EndsAsync(), app.Output);
    }

    /// <summary>Waits for the end of the host.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndsAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Limit);
        return process.ExitCode;
    }

    /// <summary>Asks the host to end, as an operating system or a container does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await Signal.SendAsync("TERM", process.Id);
        return await EndsAsync();
    }

    /// <summary>Ends both as a lost machine would.</summary>
    public void Kill()
    {
        KillHost();
        worker.Kill();
    }

    /// <summary>Ends the host as a crash would; its worker is to end by itself.</summary>
    public void KillHost()
    {
        process.Kill();
        process.WaitForExit(Limit);
    }

    /// <summary>Ends the worker as a crash would; the host is to start another.</summary>
    public void KillWorker() => worker.Kill();

    /// <summary>
    /// Waits until there is another worker than that one: the host starts it, or, after its third within half an hour, ends as on Azure,
    /// where the platform starts the next host.
    /// </summary>
    public async Task WorkerFollowsAsync(int dead)
    {
        await Eventually.TrueAsync(() => process.HasExited || worker.Id != dead, "the host starts another worker or ends", Limit);
        if (process.HasExited)
            await RestartAsync();
        else
            await Eventually.TrueAsync(AnswersAsync, () => "the next worker answers", Limit);
    }

    /// <summary>The worker answers nothing and does nothing until <see cref="WakeWorkerAsync"/>.</summary>
    public Task HangWorkerAsync() => Signal.SendAsync("STOP", worker.Id);

    public Task WakeWorkerAsync() => Signal.SendAsync("CONT", worker.Id);

    /// <summary>Starts it again on the same port after <see cref="StopAsync"/> or <see cref="Kill"/>.</summary>
    /// <param name="changes">Settings that are different from now on.</param>
    public async Task RestartAsync(params IEnumerable<KeyValuePair<string, string>> changes)
    {
        foreach (var (name, value) in changes)
            settings[name] = value;
        var port = Address.Port;
        EndGuard();
        process.Dispose();
        (process, guard) = Start(port);
        await ListensAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync().WaitAsync(Limit);
        worker.Dispose();
        EndGuard();
        process.Dispose();
        Http.Dispose();
    }

    private (Process Host, Process? Guard) Start(int port)
    {
        var host = AppStart.Process(settings, appFolder, ["--port", port.ToString(CultureInfo.InvariantCulture), .. arguments]);
        Output.Follow(host);
        return (host, AppStart.Guard(host));
    }

    private async Task ListensAsync()
    {
        await Eventually.TrueAsync(() => process.HasExited || Output.Port is not null, "the app listens", Limit);
        var port = Output.Port ?? throw new InvalidOperationException($"The app ended: {Output}");
        Http.BaseAddress ??= new Uri($"http://127.0.0.1:{port}");
    }

    // The host lets requests wait for a worker that is being started.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("/api/health?probe=live");
            return (int)answer.StatusCode == 200;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    // A line instead of the end of the pipe: the host is gone already, and its process id may be somebody else's soon.
    private void EndGuard()
    {
        if (guard is null)
            return;
        try
        {
            guard.StandardInput.WriteLine();
            guard.WaitForExit(Limit);
        }
        catch (IOException)
        {
            // It has ended by itself.
        }

        guard.Dispose();
        guard = null;
    }
}
