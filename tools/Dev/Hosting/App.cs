using System.Globalization;
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
