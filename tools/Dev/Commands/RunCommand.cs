using System.Net;
using Dev.Checkout;
using Dev.Demo;
using Dev.Hosting;
using Dev.Output;
using Dev.Processes;

namespace Dev.Commands;

/// <summary><c>./run</c>: the whole way of an order on this machine.</summary>
internal sealed class RunCommand(Repository repository, Terminal terminal, TimeProvider time, HostKind host, int wantedPort, bool once)
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var (port, taken) = Ports.Choose(wantedPort, "./run");
        if ((taken ?? await Preparation.PrepareAsync(repository, terminal, host, stop)) is { } problem)
            return terminal.Fail(problem);
        return await StartAsync(port, stop);
    }

    private async Task<int> StartAsync(int port, CancellationToken stop)
    {
        using var data = DataFolder.CreateTemporary(Path.Combine(repository.Artifacts, "azurite"));
        await using var children = new Children(Repository.DevAssembly);
        var (demo, problem) = await terminal.StepAsync(
            "Starting Azurite, the Spotify stand-in and the app",
            () => DemoStack.StartAsync(repository, terminal, children, host, port, data.Path, stop));
        using var standIn = demo?.StandIn;
        if (demo is null)
            return terminal.Fail(problem ?? Problem.Interrupted);
        using var served = ServedStorage.Publish(repository, port, demo.Storage);
        var trace = new OrderTrace(terminal, time, demo.App, demo.StandIn, demo.Credentials);
        var order = new DemoOrder(time.GetUtcNow());
        var undelivered = await trace.RunAsync(order, stop);
        if (undelivered is not null)
            return terminal.Fail(undelivered);
        return once ? 0 : await StayAsync(demo, order, children, stop);
    }

    private async Task<int> StayAsync(DemoStack demo, DemoOrder order, Children children, CancellationToken stop)
    {
        await Addresses.ShowAsync(terminal, demo, order, stop);
        return await Staying.UntilStoppedAsync(
            terminal, children, ended => ended == demo.App.Process ? AppLog.Remaining(ended.RecentLines) : ended.RecentLines, stop);
    }
}

/// <summary>Where to look once everything is up.</summary>
internal static class Addresses
{
    private const string Inspector = "/api/inspector";

    public static async Task ShowAsync(Terminal terminal, DemoStack demo, DemoOrder order, CancellationToken stop)
    {
        using var client = LocalHttp.Create(demo.App.Address, TimeSpan.FromSeconds(5));
        var inspector = await LocalHttp.StatusAsync(client, Inspector, stop);
        terminal.Print("");
        if (inspector is HttpStatusCode.OK)
        {
            terminal.Print($"Inspector  {demo.App.Address}{Inspector}", "bold");
            terminal.Print($"The order  {demo.App.Address}{Inspector}#/events/{order.EventId}");
        }
        terminal.Print($"App        {demo.App.Address}/api");
        terminal.Print($"Spotify    {demo.StandIn.Address}/received (the stand-in)");
        terminal.Print($"Azurite    blobs on port {demo.Storage.BlobPort}, queues on port {demo.Storage.QueuePort}");
        terminal.Print("Ctrl-C ends all of it.");
    }
}

/// <summary>The time between "ready" and the user's Ctrl-C.</summary>
internal static class Staying
{
    /// <returns>0 when the user stopped it, else the exit code for a part that ended by itself.</returns>
    public static async Task<int> UntilStoppedAsync(
        Terminal terminal, Children children, Func<ChildProcess, IReadOnlyList<string>> lastLines, CancellationToken stop)
    {
        try
        {
            var ended = await children.AnyExitAsync(stop);
            return terminal.Fail(new Problem($"{ended.Command.Name} ended by itself with exit code {await ended.Exited}; see above.", lastLines(ended)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Say("Stopping.");
            return 0;
        }
    }
}
