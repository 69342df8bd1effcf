using LocalHost.Http;
using LocalHost.Queues;
using LocalHost.Timers;
using Yarp.ReverseProxy.Forwarder;

namespace LocalHost.Hosting;

/// <summary>A Functions host for one app: starts its worker, serves its triggers, ends everything in order.</summary>
internal sealed class FunctionsHost(IConfiguration configuration, ILoggerFactory loggers)
{
    private const int WorkerRefused = 1;
    private static readonly TimeSpan AfterCancellation = TimeSpan.FromSeconds(5);
    private readonly ILogger logger = loggers.CreateLogger("LocalHost");

    /// <summary>Runs until it is asked to stop or cannot continue.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CommandLine commandLine)
    {
        var app = WorkerApp.In(commandLine.App);
        using var httpPort = new LoopbackPort(commandLine.Port);
        using var rpcPort = new LoopbackPort(0);
        using var stop = new StopRequest();
        var logs = new WorkerLogs(loggers, configuration);
        var workers = new Workers(app, rpcPort.Address, configuration, logs, stop, loggers.CreateLogger("LocalHost.Worker"));

        // The worker starts at once and connects to a port that is ours; the server on it starts meanwhile.
        rpcPort.Listen();
        workers.Launch();
        await using var rpc = RpcServer.Build(rpcPort, workers, loggers);
        await using var ending = workers;
        await rpc.StartAsync();
        var keys = new FunctionKeys(configuration, commandLine.EnableAuth);
        await using var front = HttpFront.Build(httpPort, loggers);
        using var forwarding = new HttpForwarding(front.Services.GetRequiredService<IHttpForwarder>(), workers, configuration, loggers);
        IReadOnlyList<Function> functions;
        try
        {
            functions = await workers.StartAsync(Enabled).WaitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            return await stop.Asked;
        }
        catch (Exception exception) when (exception is WorkerStartException or TimeoutException)
        {
            logs.TellUnseen();
            logger.LogCritical("The worker did not become ready: {Reason}.", exception.Message);
            return WorkerRefused;
        }

        var timers = functions.Where(f => f.Has(Triggers.Timer)).Select(f => new TimerLoop(f, configuration, workers, loggers)).ToList();
        front.Map(functions, configuration[$"{Settings.HostJson}:extensions:http:routePrefix"] ?? "api", keys, forwarding);
        await front.StartAsync();
        logger.LogInformation("Now listening on: {Address}", httpPort.Address);
        await using var queues = await QueueListeners.StartAsync(functions, workers, configuration, stop, loggers);
        var running = Task.WhenAll(timers.Select(timer => timer.RunAsync(stop.Token)));

        var exitCode = await stop.Asked;
        await StopAsync(front, queues, running, workers);
        if (exitCode != 0)
            logs.TellUnseen();
        return exitCode;
    }

    private async Task StopAsync(WebApplication front, QueueListeners queues, Task timers, Workers workers)
    {
        // The hard way is the genuine host's when much is under way: its listeners poll until the tokens are cancelled.
        var hard = configuration.Read("LocalHost:CancelOnStop", false);
        var limit = hard ? TimeSpan.Zero : configuration.Seconds("LocalHost:ShutdownSeconds", 10);
        using var grace = new CancellationTokenSource(limit);
        using var cancelling = grace.Token.Register(workers.CancelAll);
        var ending = Task.WhenAll(front.StopAsync(CancellationToken.None), hard ? queues.StopAsync() : queues.DrainAsync(), timers);
        await ending.WaitAsync(limit + AfterCancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private List<Function> Enabled(IReadOnlyList<RpcFunctionMetadata> all)
    {
        var functions = all.Select(Function.From).ToLookup(function => function.IsDisabled(configuration));
        logger.LogInformation("Functions: {Functions}", string.Join(", ", functions[false].Select(function => function.Name)));
        if (functions[true].Any())
            logger.LogInformation("Disabled: {Functions}", string.Join(", ", functions[true].Select(function => function.Name)));
        foreach (var function in functions[false])
            function.Resolve("queueName", configuration);
        return [.. functions[false]];
    }
}
