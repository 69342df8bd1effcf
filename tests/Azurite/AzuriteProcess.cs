using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Azurite;

/// <summary>
/// Azurite's blob and queue services as a process of the test's own, on free ports of 127.0.0.1. It ends with the test process, however
/// that ends: it watches the pipe to its standard input.
/// </summary>
public sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const string EndWithStandardInput =
        "data:text/javascript,process.stdin.on('end',()=>{process.emit('SIGTERM');setTimeout(()=>process.exit(),5000).unref()}).resume()";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string? dataFolder;
    private readonly Action<string>? onLine;
    private Process process;

    private AzuriteProcess(string? dataFolder, Action<string>? onLine, Process process, int blobPort, int queuePort)
    {
        (this.dataFolder, this.onLine) = (dataFolder, onLine);
        this.process = process;
        BlobPort = blobPort;
        QueuePort = queuePort;
    }

    public int BlobPort { get; }

    public int QueuePort { get; }

    /// <summary>Azurite's well-known development account on this process's ports.</summary>
    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"BlobEndpoint=http://127.0.0.1:{BlobPort}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{QueuePort}/devstoreaccount1;";

    /// <summary>Processor time of the process so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts Azurite and waits until both services answer.</summary>
    /// <param name="dataFolder">Where it keeps its data; in memory when null.</param>
    /// <param name="blobPort">0 for any free port.</param>
    /// <param name="queuePort">0 for any free port.</param>
    /// <param name="onLine">Receives its access log; null: it keeps none.</param>
    /// <param name="checksVersions">It refuses clients that speak a newer version of the services than it knows, as it does by itself.</param>
    public static async Task<AzuriteProcess> StartAsync(
        string? dataFolder = null, int blobPort = 0, int queuePort = 0, Action<string>? onLine = null, bool checksVersions = false)
    {
        var process = Start(dataFolder, blobPort, queuePort, onLine is null, checksVersions);
        var (blob, queue) = await ListeningAsync(process, onLine);
        return new AzuriteProcess(dataFolder, onLine, process, blob, queue);
    }

    /// <summary>Starts it again after <see cref="StopAsync"/> or <see cref="Kill"/>, on the same ports and the same folder.</summary>
    public async Task RestartAsync()
    {
        process.Dispose();
        process = Start(dataFolder, BlobPort, QueuePort, onLine is null);
        await ListeningAsync(process, onLine);
    }

    /// <summary>Ends it in good order, with its data written to the folder.</summary>
    public async Task StopAsync()
    {
        if (process.HasExited)
            return;
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>Ends it as a crash would.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync().WaitAsync(Limit);
        process.Dispose();
    }

    private static Process Start(string? dataFolder, int blobPort, int queuePort, bool silent, bool checksVersions = false)
    {
        var script = Path.Combine(RepositoryRoot(), "node_modules", "azurite", "dist", "src", "azurite.js");
        string[] storage = dataFolder is null ? ["--inMemoryPersistence"] : ["--location", dataFolder];
        string[] arguments =
        [
            "--import", EndWithStandardInput, script, .. (string[])(silent ? ["--silent"] : []), .. (string[])(checksVersions ? [] : ["--skipApiVersionCheck"]), "--disableTelemetry", "--tablePort", "0",
            "--blobPort", blobPort.ToString(CultureInfo.InvariantCulture), "--queuePort", queuePort.ToString(CultureInfo.InvariantCulture),
            .. storage,
        ];
        var start = new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
    }

    private static async Task<(int Blob, int Queue)> ListeningAsync(Process process, Action<string>? onLine)
    {
        var ports = new Dictionary<string, int>();
        var output = new List<string>();
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(listening.Task, process.WaitForExitAsync()).WaitAsync(Limit);
        lock (output)
        {
            return listening.Task.IsCompleted
                ? (ports["Blob"], ports["Queue"])
                : throw new InvalidOperationException("Azurite ended: " + string.Join(Environment.NewLine, output));
        }

        void Read(string? line)
        {
            lock (output)
            {
                if (listening.Task.IsCompleted)
                {
                    onLine?.Invoke(line ?? "");
                    return;
                }

                output.Add(line ?? "");
                if (Listening().Match(line ?? "") is { Success: true } match)
                    ports[match.Groups[1].Value] = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
                if (ports.ContainsKey("Blob") && ports.ContainsKey("Queue"))
                    listening.TrySetResult();
            }
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.GetFiles("*.sln").Length == 0)
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No solution file above the test's folder.");
    }

    [GeneratedRegex(@"Azurite (\w+) service is successfully listening at http://[^:]+:(\d+)")]
    private static partial Regex Listening();
}
