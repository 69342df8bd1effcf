using LocalHost.Logging;

namespace LocalHost.Worker;

/// <summary>Keeps one worker running, with the genuine host's rules for starting another.</summary>
internal sealed class Workers : IAsyncDisposable
{
    private const int MostErrors = 3;
    private static readonly TimeSpan ErrorsForgottenAfter = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TerminateGrace = TimeSpan.FromSeconds(5);

    private readonly WorkerApp app;
    private readonly string hostAddress;
    private readonly WorkerLogs logs;
    private readonly StopRequest stop;
    private readonly ILogger logger;
    private readonly TimeSpan interval;
    private readonly string? pidFile;
    private readonly Guard guard = new();
    private volatile TaskCompletionSource<RunningWorker> ready = NotReady();
    private volatile RunningWorker? current;

    public Workers(WorkerApp app, string hostAddress, IConfiguration configuration, WorkerLogs logs, StopRequest stop, ILoggerFactory loggers)
    {
        (this.app, this.hostAddress, this.logs, this.stop) = (app, hostAddress, logs, stop);
        logger = loggers.CreateLogger("LocalHost.Worker");
        interval = configuration.Seconds("LocalHost:RestartIntervalSeconds", 10);
        pidFile = configuration["LocalHost:WorkerPidFile"];
    }

    /// <summary>The worker with this id, if it is the current one: only that may open a stream.</summary>
    public RunningWorker? Find(string id) => current is { } worker && worker.Id == id ? worker : null;

    /// <summary>Waits for a worker that takes invocations: while one is being restarted, callers wait, as on the genuine host.</summary>
    public async Task<RunningWorker> ReadyAsync(CancellationToken cancellation) => await ready.Task.WaitAsync(RestartWait, cancellation);

    public void CancelAll() => current?.CancelAll();

    /// <summary>Starts the process. Needs only an open port of ours, not yet the server on it.</summary>
    public void Launch()
    {
        var worker = new RunningWorker(app, hostAddress, logs);
        guard.Watch(worker.ProcessId);
        current = worker;
        if (pidFile is { Length: > 0 })
            File.WriteAllText(pidFile, $"{worker.ProcessId}");
    }

    /// <summary>Makes the first worker ready.</summary>
    /// <param name="choose">Makes functions of what the worker tells.</param>
    /// <exception cref="WorkerStartException">It ended or did not answer; another try would end the same.</exception>
    public async Task<IReadOnlyList<Function>> StartAsync(Func<IReadOnlyList<RpcFunctionMetadata>, IReadOnlyList<Function>> choose)
    {
        var worker = current!;
        await Handshake.InitAsync(worker, app.Folder);
        var functions = choose(await Handshake.MetadataAsync(worker, app.Folder));
        await Handshake.LoadAsync(worker, functions, logger);
        ready.TrySetResult(worker);
        _ = SuperviseAsync(worker, functions);
        return functions;
    }

    public async ValueTask DisposeAsync()
    {
        if (current is { } worker)
        {
            worker.Send(new() { WorkerTerminate = new() { GracePeriod = new() { Seconds = (long)TerminateGrace.TotalSeconds } } });
            await ((Task)worker.Ended).WaitAsync(TerminateGrace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            worker.Break("the host ended");
            await worker.Ended;
            guard.Forget();
        }

        guard.Dispose();
    }

    private static TaskCompletionSource<RunningWorker> NotReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SuperviseAsync(RunningWorker worker, IReadOnlyList<Function> functions)
    {
        var (errors, lastError, lastRestart) = (0, 0L, 0L);
        while (true)
        {
            var end = await worker.Ended;
            if (stop.Token.IsCancellationRequested)
                return;
            guard.Forget();
            ready = NotReady();
            if (lastError != 0 && TimeProvider.System.GetElapsedTime(lastError) > ErrorsForgottenAfter)
                errors = 0;
            lastError = TimeProvider.System.GetTimestamp();
            if (end.ExitCode == 0 || ++errors == MostErrors)
            {
                GiveUp(end);
                return;
            }

            logger.LogError("The worker ended: {Reason}. Starting another ({Errors} of {MostErrors}).", end.Reason, errors, MostErrors);
            if (lastRestart != 0 && interval - TimeProvider.System.GetElapsedTime(lastRestart) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.Token.IsCancellationRequested)
                return;
            lastRestart = TimeProvider.System.GetTimestamp();
            worker = await RestartAsync(functions);
        }
    }

    private async Task<RunningWorker> RestartAsync(IReadOnlyList<Function> functions)
    {
        Launch();
        var worker = current!;
        try
        {
            await Handshake.InitAsync(worker, app.Folder);
            await Handshake.LoadAsync(worker, functions, logger);
            ready.TrySetResult(worker);
        }
        catch (WorkerStartException exception)
        {
            worker.Break(exception.Message);
        }

        return worker;
    }

    private void GiveUp(WorkerEnd end)
    {
        // The genuine host would end with code 0 for the platform to start it again, and after a worker's code 0 serve nothing at all.
        if (end.ExitCode == 0)
            logger.LogCritical("The worker ended by itself with code 0; the genuine host starts no other then.");
        else
            logger.LogCritical("The worker ended: {Reason}. Exceeded language worker restart retry count: the host ends.", end.Reason);
        ready.TrySetException(new WorkerStartException(end.Reason));
        stop.Ask(1);
    }
}
