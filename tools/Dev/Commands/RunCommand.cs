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
        try
        {
            var (port, taken) = Ports.Choose(wantedPort, "./run");
            if ((taken ?? await Preparation.PrepareAsync(repository, terminal, host, stop)) is { } problem)
                return terminal.Fail(problem);
            return await StartAsync(port, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return terminal.Fail(Problem.Interrupted);
        }
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
        return await Staying.UntilStoppedAsync(terminal, children, ended => ended == demo.App.Process ? AppLog.Remaining(ended.RecentLines) : ended.RecentLines, stop);
    }
}
