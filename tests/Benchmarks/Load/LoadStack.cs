using System.Diagnostics;
using SpotifyStandIn;
using SpotifyStandIn.Connections;
using Testing.Harness;

namespace Benchmarks.Load;

/// <summary>What is measured: the app's worker and its host, two processes, Azurite as a process with its data on disk, and the stand-in of Spotify in this one.</summary>
internal sealed class LoadStack : IAsyncDisposable
{
    private const string Connection = "11111111-1111-4111-8111-111111111111";
    private const string Token = "token-of-main";

    private readonly DirectoryInfo folder;

    private LoadStack(DirectoryInfo folder, AzuriteProcess azurite, StandInServer spotify, AppProcess app) =>
        (this.folder, Azurite, Spotify, App) = (folder, azurite, spotify, app);

    public AzuriteProcess Azurite { get; }

    public StandInServer Spotify { get; }

    public AppProcess App { get; }

    /// <summary>What worker, host and everything together have taken so far.</summary>
    public Usage Usage
    {
        get
        {
            using var worker = Process.GetProcessById(App.WorkerId);
            using var host = Process.GetProcessById(App.Id);
            var (workerTime, hostTime) = (worker.TotalProcessorTime, host.TotalProcessorTime);
            return new Usage(
                workerTime, hostTime, workerTime + hostTime + Azurite.ProcessorTime + Environment.CpuUsage.TotalTime, worker.WorkingSet64, host.WorkingSet64);
        }
    }

    /// <summary>Starts everything.</summary>
    /// <param name="changes">Settings of the app that differ.</param>
    /// <param name="onStorage">Receives Azurite's access log; null: it writes none, which is faster.</param>
    /// <param name="prepare">What to do with the storage before the app starts.</param>
    /// <param name="app">The folder of the app; null: the one that was built with this.</param>
    public static async Task<LoadStack> StartAsync(
        IReadOnlyDictionary<string, string>? changes = null, Action<string>? onStorage = null, Func<string, Task>? prepare = null, string? app = null)
    {
        var folder = Directory.CreateTempSubdirectory("loadtest-");
        var azurite = await AzuriteProcess.StartAsync(folder.FullName, onLine: onStorage);
        StandInServer? spotify = null;
        try
        {
            spotify = await StandInServer.StartAsync(
                new StandInOptions { Connections = [new StandInConnection(new Guid(Connection), [Token])], KeptBodies = 0 }, CancellationToken.None);
            await (prepare?.Invoke(azurite.ConnectionString) ?? Task.CompletedTask);
            var settings = Settings(azurite.ConnectionString, spotify.CapiDirectEndpoint);
            foreach (var (name, value) in changes ?? new Dictionary<string, string>())
                settings[name] = value;
            return new LoadStack(folder, azurite, spotify, await AppProcess.StartAsync(settings, app ?? AppProcess.BuiltApp, []));
        }
        catch
        {
            await (spotify?.DisposeAsync() ?? ValueTask.CompletedTask);
            await azurite.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Spotify.DisposeAsync();
        await Azurite.DisposeAsync();
        folder.Delete(recursive: true);
    }

    // The rate that the destination may be called with is not what is measured, and neither is a log that nobody reads. The collector's setting is that of infra/.
    private static Dictionary<string, string> Settings(string storage, Uri endpoint) => new()
    {
        ["AzureWebJobsStorage"] = storage,
        ["Destinations__main__Endpoint"] = endpoint.AbsoluteUri,
        ["Destinations__main__ConnectionId"] = Connection,
        ["Destinations__main__TokenSecret"] = "main-token",
        ["Destinations__main__MaxRequestsPerSecond"] = "1000",
        ["Secrets__main_token"] = Token,
        ["Sources__shop__Kind"] = "SignedJson",
        ["Sources__shop__Header"] = LoadEvents.SignatureHeader,
        ["Sources__shop__Secrets"] = "shop-secret",
        ["Sources__shop__Destination"] = "main",
        ["Secrets__shop_secret"] = LoadEvents.Secret,
        ["Logging__LogLevel__Default"] = "Warning",
        ["AzureFunctionsJobHost__logging__logLevel__default"] = "Warning",
        ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.2",
        ["DOTNET_GCgen0size"] = "0x1000000",
        ["OfflinePushSchedule"] = "0 0 0 1 1 *",
    };
}

/// <summary>Processor time and memory at a moment.</summary>
/// <param name="Worker">Processor time of the app.</param>
/// <param name="Host">Processor time of the Functions host in front of it.</param>
/// <param name="All">Of both, Azurite, the stand-in and the load generator.</param>
/// <param name="WorkerMemory">Bytes that the app has.</param>
/// <param name="HostMemory">Bytes that its host has.</param>
internal readonly record struct Usage(TimeSpan Worker, TimeSpan Host, TimeSpan All, long WorkerMemory, long HostMemory)
{
    /// <summary>What was taken since then; the memory is that of now.</summary>
    public Usage Since(Usage before) => this with { Worker = Worker - before.Worker, Host = Host - before.Host, All = All - before.All };
}
