using LocalHost.Http;
using LocalHost.Logging;
using LocalHost.Queues;
using LocalHost.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace LocalHost.Hosting;

/// <summary>A Functions host for one app: starts its worker, serves its triggers, ends everything in order.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private static readonly TimeSpan AfterCancellation = TimeSpan.FromSeconds(5);
    private readonly IConfiguration configuration;
    private readonly StopRequest stop = new();
    private readonly LoopbackPort httpPort;
    private readonly LoopbackPort rpcPort = new(0);
    private readonly FunctionKeys keys;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly WorkerLogs workerLogs;
    private readonly Workers workers;
    private readonly Invoker invoker;

    private FunctionsHost(CommandLine commandLine, IConfiguration configuration)
    {
        this.configuration = configuration;
        var app = WorkerApp.In(commandLine.App);
        httpPort = new(commandLine.Port);
        loggers = HostLogging.Create(configuration);
        logger = loggers.CreateLogger("LocalHost");
        workerLogs = new(loggers, configuration);
        workers = new(app, rpcPort.Address, configuration, workerLogs, stop, loggers);
        invoker = new(workers, configuration, loggers);
        keys = new(configuration, commandLine.EnableAuth);
    }

    public static FunctionsHost Create(CommandLine commandLine, IConfiguration configuration) => new(commandLine, configuration);

    /// <summary>Runs until it is asked to stop or cannot go on.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        // The worker starts at once and connects to a port that is ours; the server on it starts meanwhile.
        rpcPort.Listen();
        workers.Launch();
        await using var rpc = RpcServer.Build(rpcPort, workers, loggers);
        await rpc.StartAsync();
        await using var front = HttpFront.Build(httpPort, loggers);
        using var forwarding = new HttpForwarding(front.Services.GetRequiredService<IHttpForwarder>(), invoker, configuration);
        IReadOnlyList<Function> functions;
        try
        {
            functions = await workers.StartAsync(Enabled).WaitAsync(stop.Token);
        }
        catch (WorkerStartException exception)
        {
            foreach (var line in workerLogs.Unseen)
                await Console.Error.WriteLineAsync(line);
            logger.LogCritical("The worker did not become ready: {Reason}.", exception.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }

        var timers = functions.Where(f => f.Has(Triggers.Timer)).Select(f => new TimerLoop(f, configuration, invoker, TimeProvider.System)).ToList();
        front.Map(functions, configuration[$"{Settings.HostJson}:extensions:http:routePrefix"] ?? "api", keys, forwarding);
        await front.StartAsync();
        logger.LogInformation("Now listening on: {Address}", httpPort.Address);

        await using var queues = await QueueListeners.StartAsync(functions.Where(f => f.Has(Triggers.Queue)), invoker, configuration, stop, loggers);
        var running = Task.WhenAll(timers.Select(timer => timer.RunAsync(stop.Token)));

        var exitCode = await stop.Asked;
        await StopAsync(front, queues, running);
        return exitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await workers.DisposeAsync();
        httpPort.Dispose();
        rpcPort.Dispose();
        loggers.Dispose();
        stop.Dispose();
    }

    private async Task StopAsync(WebApplication front, QueueListeners queues, Task timers)
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
        var functions = all.Select(Function.From).ToList();
        foreach (var function in functions)
        {
            var disabled = function.IsDisabled(configuration);
            logger.LogInformation("Function {Function}: {Trigger}{Disabled}", function.Name, function.TriggerType, disabled ? ", disabled" : "");
        }

        functions.RemoveAll(function => function.IsDisabled(configuration));
        foreach (var function in functions)
            function.Resolve("queueName", configuration);
        return functions;
    }
}
