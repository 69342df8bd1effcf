using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Testing;

/// <summary>
/// Azurite's blob and queue services as a process, on free ports of 127.0.0.1. It ends with the test process, however that ends: it watches
/// the pipe to its standard input.
/// </summary>
public sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const string EndWithStandardInput =
        "data:text/javascript,process.stdin.on('end',()=>{process.emit('SIGTERM');setTimeout(()=>process.exit(),5000).unref()}).resume()";

    private const string DevelopmentAccount = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int MostAccounts = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Azurite learns its accounts at start only; each is a storage of its own, and all have one key.
    private static readonly string Accounts = string.Join(';', Enumerable.Range(1, MostAccounts).Select(Account).Prepend(DevelopmentAccount).Select(name => $"{name}:{Key}"));

    // The one of the test process; it starts with the first who asks.
    private static readonly Lazy<Task<AzuriteProcess>> Shared = new(() => StartAsync());

    private static int lastAccount;

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
    public string ConnectionString => ConnectionStringOf(DevelopmentAccount);

    /// <summary>Processor time of the process so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>
    /// An empty storage account of the Azurite that a whole test process shares, in memory. Who stops Azurite, or burdens it for minutes,
    /// starts one of their own.
    /// </summary>
    /// <returns>The connection string.</returns>
    public static async Task<string> NewAccountAsync()
    {
        var azurite = await Shared.Value;
        var number = Interlocked.Increment(ref lastAccount);
        return number <= MostAccounts
            ? azurite.ConnectionStringOf(Account(number))
            : throw new InvalidOperationException($"All {MostAccounts} accounts are taken.");
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
        var script = Path.Combine(Repository.Root, "node_modules", "azurite", "dist", "src", "azurite.js");
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
            Environment = { ["AZURITE_ACCOUNTS"] = Accounts },
        };
        return Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
    }

    private static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"testaccount{number:000}");

    private string ConnectionStringOf(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{BlobPort}/{account};QueueEndpoint=http://127.0.0.1:{QueuePort}/{account};";

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

    [GeneratedRegex(@"Azurite (\w+) service is successfully listening at http://[^:]+:(\d+)")]
    private static partial Regex Listening();
}
