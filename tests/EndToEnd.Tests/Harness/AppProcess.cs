using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests.Harness;

/// <summary>The built app as a process of its own. It ends with the test host, however that ends.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly string[] arguments;
    private Process process;
    private Process? guard;

    private AppProcess(IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        (this.settings, this.arguments) = (settings, arguments);
        (process, guard) = Start(port: 0);
        Http = new HttpClient();
    }

    public AppOutput Output { get; } = new();

    /// <summary>A client of the app; a new one after each restart.</summary>
    public HttpClient Http { get; private set; }

    public Uri Address => Http.BaseAddress!;

    /// <summary>Its process id; a new one after each restart.</summary>
    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>The largest resident set of the process since its start, bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts the app and waits until it takes requests.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="arguments">More than <c>--port</c>.</param>
    public static async Task<AppProcess> StartAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var app = new AppProcess(settings, arguments);
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

    /// <summary>Starts the app with settings that it must refuse, and waits for its end.</summary>
    public static async Task<(int ExitCode, AppOutput Output)> RunToEndAsync(
        IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        await using var app = new AppProcess(settings, arguments);
        await app.process.WaitForExitAsync().WaitAsync(Limit);
        return (app.process.ExitCode, app.Output);
    }

    /// <summary>Asks it to end, as an operating system or a container does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync().WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);
        return process.ExitCode;
    }

    /// <summary>Ends it as a crash would.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit(Limit);
    }

    /// <summary>Starts it again on the same port after <see cref="StopAsync"/> or <see cref="Kill"/>.</summary>
    public async Task RestartAsync()
    {
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
        EndGuard();
        process.Dispose();
        Http.Dispose();
    }

    private (Process App, Process? Guard) Start(int port)
    {
        var app = AppStart.Process(settings, ["--port", port.ToString(CultureInfo.InvariantCulture), .. arguments]);
        Output.Follow(app);
        return (app, AppStart.Guard(app));
    }

    private async Task ListensAsync()
    {
        await Eventually.TrueAsync(() => process.HasExited || Output.Port is not null, "the app listens", Limit);
        var port = Output.Port ?? throw new InvalidOperationException($"The app ended: {Output}");
        Http.Dispose();
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    // A line instead of the end of the pipe: the app is gone already, and its process id may be somebody else's soon.
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
