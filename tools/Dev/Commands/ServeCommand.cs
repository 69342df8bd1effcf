using Dev.Checkout;
using Dev.Hosting;
using Dev.Output;
using Dev.Processes;

namespace Dev.Commands;

/// <summary><c>./run serve</c>: the app as configured, for other programs to talk to. Standard output is one line: ready, and where.</summary>
internal sealed class ServeCommand(Repository repository, Terminal terminal, HostKind host, int wantedPort, bool enableAuth)
{
    private readonly bool ownStorage = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(AppEnvironment.Storage));

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var (port, taken) = Ports.Choose(wantedPort, "./run serve");
        if ((taken ?? await Preparation.PrepareAsync(repository, terminal, host, stop)) is { } problem)
            return terminal.Fail(problem);
        return ownStorage ? await ServeAsync(port, dataFolder: null, stop) : await ServeOnAzuriteAsync(port, stop);
    }

    private async Task<int> ServeOnAzuriteAsync(int port, CancellationToken stop)
    {
        using var data = DataFolder.TryClaim(Path.Combine(repository.Root, ".azurite"));
        return data is null
            ? terminal.Fail(new Problem(
                "Another ./run serve of this checkout uses .azurite. Stop it first, or set AzureWebJobsStorage to a storage of your own."))
            : await ServeAsync(port, data.Path, stop);
    }

    private async Task<int> ServeAsync(int port, string? dataFolder, CancellationToken stop)
    {
        await using var children = new Children(Repository.DevAssembly);
        StorageConnection? storage = null;
        if (dataFolder is not null)
        {
            (storage, var noStorage) = await Azurite.StartAsync(repository, children, dataFolder, stop);
            if (noStorage is not null)
                return terminal.Fail(noStorage);
            terminal.Say($"Azurite keeps its data in {dataFolder}.");
        }
        using var served = ServedStorage.Publish(repository, port, storage);
        var settings = AppEnvironment.ForServe(storage?.ToString(), Environment.GetEnvironmentVariable);
        var (app, noApp) = await App.StartAsync(repository, children, new AppStart(host, port, enableAuth, settings), line => terminal.Say(line), stop);
        // The app's own lines have been passed through already.
        if (noApp is not null)
            return terminal.Fail(noApp with { Details = [] });
        terminal.Print($"ready {app?.Address}");
        return await Staying.UntilStoppedAsync(terminal, children, ended => ended == app?.Process ? [] : ended.RecentLines, stop);
    }
}
