using System.Globalization;
using Dev.Checkout;
using Dev.Processes;

namespace Dev.Hosting;

/// <summary>The function app on LocalRuntime.</summary>
internal sealed class App(ChildProcess process, string address)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public ChildProcess Process { get; } = process;

    public string Address { get; } = address;

    /// <returns>The app once it takes requests, or why it does not.</returns>
    public static async Task<(App? App, Problem? Problem)> StartAsync(
        Repository repository, Children children, AppStart start, Action<string> onLog, CancellationToken stop)
    {
        List<string> arguments = [repository.AppAssembly, "--port", start.Port.ToString(CultureInfo.InvariantCulture)];
        if (start.EnableAuth)
            arguments.Add("--enable-auth");
        var command = new ProcessCommand("The app", "dotnet", arguments, repository.Root) { Environment = start.Environment };
        var process = children.TryStart(command, onLog, onLog);
        if (process is null)
            return (null, new Problem("`dotnet` was not found. Install the .NET 10 SDK from https://dot.net and run this again."));
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{start.Port}");
        using var client = LocalHttp.Create(address, TimeSpan.FromSeconds(5));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var problem = await Readiness.WaitAsync(process, AnswersHealthAsync(client, giveUp.Token), Limit, stop);
        await giveUp.CancelAsync();
        return problem is null ? (new App(process, address), null) : (null, problem);
    }

    private static async Task AnswersHealthAsync(HttpClient client, CancellationToken stop)
    {
        while (await LocalHttp.StatusAsync(client, "/api/health", stop) is null)
            await Task.Delay(Pause, stop);
    }
}

/// <param name="Port">Where it listens on 127.0.0.1.</param>
/// <param name="EnableAuth">Whether function keys are asked for.</param>
/// <param name="Environment">Settings that win over local.settings.json.</param>
internal sealed record AppStart(int Port, bool EnableAuth, IReadOnlyDictionary<string, string> Environment);
