using System.Globalization;
using System.Text.RegularExpressions;
using Dev.Checkout;
using Dev.Processes;

namespace Dev.Hosting;

/// <summary>Azure Storage's emulator on free ports of 127.0.0.1.</summary>
internal static class Azurite
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Keeps its data in a folder, not in memory: after a minute of heavy use that mode can spin for good.</summary>
    /// <returns>How to reach it, or why it does not run.</returns>
    public static async Task<(StorageConnection? Storage, Problem? Problem)> StartAsync(
        Repository repository, Children children, string dataFolder, CancellationToken stop)
    {
        var output = new AzuriteOutput();
        var azurite = children.TryStart(Command(repository, dataFolder), output.Read);
        if (azurite is null)
            return (null, NodeVersion.Check(null));
        var ready = await Readiness.WaitAsync(azurite, output.Connection, Limit, stop);
        return ready is null ? (await output.Connection, null) : (null, ready);
    }

    private static ProcessCommand Command(Repository repository, string dataFolder)
    {
        string[] arguments =
        [
            NodeModules.Azurite(repository), "--location", dataFolder,
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            "--skipApiVersionCheck", "--silent", "--disableTelemetry",
        ];
        return new ProcessCommand("Azurite", "node", arguments, repository.Root) { Grace = TimeSpan.FromSeconds(8) };
    }
}

/// <summary>Reads from Azurite's lines which ports it got.</summary>
internal sealed partial class AzuriteOutput
{
    private readonly TaskCompletionSource<StorageConnection> connection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, int> ports = [];

    /// <summary>Completes once all three services listen.</summary>
    public Task<StorageConnection> Connection => connection.Task;

    public void Read(string line)
    {
        if (Listening().Match(line) is not { Success: true } match)
            return;
        ports[match.Groups[1].Value] = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        if (ports.TryGetValue("Blob", out var blob) && ports.TryGetValue("Queue", out var queue) && ports.TryGetValue("Table", out var table))
            connection.TrySetResult(new StorageConnection(blob, queue, table));
    }

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at http://[^ ]+:(\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Listening();
}

/// <summary>The storage account that Azurite plays, on ports of its own.</summary>
internal sealed record StorageConnection(int BlobPort, int QueuePort, int TablePort)
{
    private const string Account = "devstoreaccount1";

    /// <summary>Published by Microsoft for the emulator; it opens nothing else.</summary>
    private const string WellKnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Where the emulator listens when nobody tells it otherwise; what <c>UseDevelopmentStorage=true</c> means.</summary>
    public static StorageConnection UsualPorts { get; } = new(10000, 10001, 10002);

    public override string ToString() =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={WellKnownKey};"
        + $"BlobEndpoint={Endpoint(BlobPort)};QueueEndpoint={Endpoint(QueuePort)};TableEndpoint={Endpoint(TablePort)};";

    private static string Endpoint(int port) => $"http://127.0.0.1:{port}/{Account}";
}
