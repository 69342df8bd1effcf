using System.Globalization;
using Dev.Building;
using Dev.Checkout;
using Dev.Processes;

namespace Dev.Hosting;

/// <summary>The function app in its host.</summary>
internal sealed class App(ChildProcess process, string address)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public ChildProcess Process { get; } = process;

    public string Address { get; } = address;

    /// <returns>The app once it takes requests, or why it does not.</returns>
    public static async Task<(App? App, Problem? Problem)> StartAsync(
        Repository repository, Children children, AppStart start, Action<string> onLog, CancellationToken stop)
    {
        var host = FunctionsHost.Of(start.Host);
        var process = children.TryStart(host.Command(repository, start), onLog, onLog);
        if (process is null)
            return (null, host.Missing);
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{start.Port}");
        using var client = LocalHttp.Create(address, TimeSpan.FromSeconds(5));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var problem = await Readiness.WaitAsync(process, AnswersHealthAsync(client, giveUp.Token), host.StartLimit, stop);
        await giveUp.CancelAsync();
        return problem is null ? (new App(process, address), null) : (null, problem);
    }

    /// <summary>A host that has not loaded the functions yet answers too, but not with the app's JSON.</summary>
    private static async Task AnswersHealthAsync(HttpClient client, CancellationToken stop)
    {
        while (!await LocalHttp.AnswersJsonAsync(client, "/api/health", stop))
            await Task.Delay(Pause, stop);
    }
}

/// <param name="Host">What runs the app.</param>
/// <param name="Port">Where it listens on 127.0.0.1.</param>
/// <param name="EnableAuth">Whether function keys are asked for.</param>
/// <param name="Environment">Settings that win over local.settings.json.</param>
internal sealed record AppStart(HostKind Host, int Port, bool EnableAuth, IReadOnlyDictionary<string, string> Environment);

/// <summary>Waits until a child is ready, has ended, or takes too long.</summary>
internal static class Readiness
{
    /// <returns>Null when it is ready.</returns>
    /// <exception cref="OperationCanceledException">The user stopped the command.</exception>
    public static async Task<Problem?> WaitAsync(ChildProcess child, Task ready, TimeSpan limit, CancellationToken stop)
    {
        var first = await Task.WhenAny(ready, child.Exited, Task.Delay(limit, stop));
        stop.ThrowIfCancellationRequested();
        if (first == ready)
        {
            await ready;
            return null;
        }
        return first == child.Exited
            ? new Problem($"{child.Command.Name} ended with exit code {await child.Exited} before it was ready{Hint(child)}", child.RecentLines)
            : new Problem($"{child.Command.Name} was not ready within {limit.TotalSeconds:0} seconds{Hint(child)}", child.RecentLines);
    }

    private static string Hint(ChildProcess child) => child.RecentLines.Count == 0 ? " and printed nothing." : "; see above.";
}

/// <summary>What runs the app; the names are those of <c>--host</c>.</summary>
internal enum HostKind
{
    /// <summary>tools/LocalHost, which is built with the app.</summary>
    Local,

    /// <summary>The genuine host of Azure Functions Core Tools, where they are installed.</summary>
    Func,
}

/// <summary>How a host is started and what to say when it is not there.</summary>
/// <param name="Command">The command line for one start.</param>
/// <param name="StartLimit">How long it may take until the app answers.</param>
/// <param name="Missing">Its program was not found.</param>
internal sealed record FunctionsHost(Func<Repository, AppStart, ProcessCommand> Command, TimeSpan StartLimit, Problem Missing)
{
    private static readonly FunctionsHost Local = new(
        (repository, start) => new("The app", "dotnet", LocalArguments(repository, start), repository.Root) { Environment = start.Environment },
        TimeSpan.FromSeconds(60),
        DotNet.Missing);

    // It builds the project of the folder that it is started in, and ignores SIGTERM.
    private static readonly FunctionsHost Func = new(
        (repository, start) => new("func", "func", FuncArguments(start), repository.AppProject)
        {
            Environment = DotNet.Over(start.Environment),
            EndsByInterrupt = true,
        },
        TimeSpan.FromMinutes(5),
        new("`func` was not found. Install Azure Functions Core Tools (npm i -g azure-functions-core-tools@4 --unsafe-perm true) or leave out --host func."));

    public static FunctionsHost Of(HostKind kind) => kind == HostKind.Func ? Func : Local;

    private static string[] LocalArguments(Repository repository, AppStart start)
    {
        var folder = Path.GetDirectoryName(repository.AppAssembly) ?? "";
        string[] arguments = [repository.HostAssembly, "--app", folder, "--port", Text(start.Port)];
        return start.EnableAuth ? [.. arguments, "--enable-auth"] : arguments;
    }

    private static string[] FuncArguments(AppStart start)
    {
        string[] arguments = ["start", "--port", Text(start.Port)];
        return start.EnableAuth ? [.. arguments, "--enableAuth"] : arguments;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
