using Dev.Checkout;
using Dev.Hosting;
using Dev.Output;
using Dev.Processes;

namespace Dev.Demo;

/// <summary>Everything that the demonstration runs: storage, Spotify's stand-in, the app.</summary>
internal sealed record DemoStack(StorageConnection Storage, StandIn StandIn, App App, DemoCredentials Credentials)
{
    public static async Task<(DemoStack? Stack, Problem? Problem)> StartAsync(
        Repository repository, Terminal terminal, Children children, HostKind host, int port, string dataFolder, CancellationToken stop)
    {
        var credentials = DemoCredentials.Create();
        var (storage, noStorage) = await Azurite.StartAsync(repository, children, dataFolder, stop);
        if (storage is null)
            return (null, noStorage);
        var (standIn, noStandIn) = await StandIn.StartAsync(repository, children, credentials, stop);
        if (standIn is null)
            return (null, noStandIn);
        var settings = AppEnvironment.ForDemo(storage.ToString(), credentials, standIn.Endpoint, Environment.GetEnvironmentVariable);
        var (app, noApp) = await App.StartAsync(repository, children, new AppStart(host, port, EnableAuth: false, settings), new AppLog(terminal).Read, stop);
        if (app is not null)
            return (new DemoStack(storage, standIn, app, credentials), null);
        standIn.Dispose();
        return (null, noApp is null ? null : noApp with { Details = AppLog.Remaining(noApp.Details) });
    }
}
