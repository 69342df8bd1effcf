using System.Globalization;
using Dev.Checkout;
using Dev.Hosting;
using Dev.Processes;

namespace Dev.Demo;

/// <summary>The stand-in of Spotify's endpoints.</summary>
internal sealed class StandIn(string address) : IDisposable
{
    private const string Ready = "stand-in ready ";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly HttpClient _client = LocalHttp.Create(address, TimeSpan.FromSeconds(10));

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
            return (null, new Problem("`dotnet` was not found. Install the .NET 10 SDK from https://dot.net and run this again."));
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
        var answer = await _client.GetByteArrayAsync(path, stop);
        return [.. ReceivedRequest.ParseAll(answer).Where(request => request.EventIds.Contains(eventId)).OrderBy(request => request.Sequence)];
    }

    public void Dispose() => _client.Dispose();
}
