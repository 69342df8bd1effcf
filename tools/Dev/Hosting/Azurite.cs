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
