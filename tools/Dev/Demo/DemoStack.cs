using System.Globalization;
using Dev.Building;
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
        var settings = AppEnvironment.ForDemo(
            storage.ToString(), credentials, standIn.Endpoint, LocalSettings.NamesGiven(repository), Environment.GetEnvironmentVariable);
        var (app, noApp) = await App.StartAsync(repository, children, new AppStart(host, port, EnableAuth: false, settings), new AppLog(terminal).Read, stop);
        if (app is not null)
            return (new DemoStack(storage, standIn, app, credentials), null);
        standIn.Dispose();
        return (null, noApp is null ? null : noApp with { Details = AppLog.Remaining(noApp.Details) });
    }
}

/// <summary>The stand-in of Spotify's endpoints.</summary>
internal sealed class StandIn(string address) : IDisposable
{
    private const string Ready = "stand-in ready ";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly HttpClient client = LocalHttp.Create(address, TimeSpan.FromSeconds(10));

    public string Address { get; } = address;

    public string Endpoint => Address + "/capi-direct/events/";

    public static async Task<(StandIn? StandIn, Problem? Problem)> StartAsync(
        Repository repository, Children children, DemoCredentials credentials, CancellationToken stop)
    {
        string[] arguments =
        [
            repository.StandInAssembly, "--port", "0", "--connection", credentials.ConnectionId, "--token", credentials.Token,
            "--exit-with-parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        ];
        var command = new ProcessCommand("The Spotify stand-in", "dotnet", arguments, repository.Root) { Grace = TimeSpan.FromSeconds(5) };
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = children.TryStart(command, ReadLine);
        if (process is null)
            return (null, DotNet.Missing);
        var problem = await Readiness.WaitAsync(process, ready.Task, Limit, stop);
        return problem is null ? (new StandIn(await ready.Task), null) : (null, problem);

        void ReadLine(string line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
                ready.TrySetResult(line[Ready.Length..].Trim().TrimEnd('/'));
        }
    }

    /// <summary>The requests with this event that were answered after <paramref name="since"/>, in order.</summary>
    public async Task<IReadOnlyList<ReceivedRequest>> ReceivedAsync(string eventId, long since, CancellationToken stop)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/received?since={since}&bodies=true");
        var answer = await client.GetByteArrayAsync(path, stop);
        return [.. ReceivedRequest.ParseAll(answer).Where(request => request.EventIds.Contains(eventId)).OrderBy(request => request.Sequence)];
    }

    public void Dispose() => client.Dispose();
}
