namespace LocalHost.Worker;

/// <summary>Keeps one worker running, with the genuine host's rules for starting another.</summary>
internal sealed class Workers(WorkerApp app, string hostAddress, IConfiguration configuration, WorkerLogs logs, StopRequest stop, ILogger logger)
    : IAsyncDisposable
{
    private const int MostErrors = 3;
    private static readonly TimeSpan ErrorsForgottenAfter = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BrokenPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan TerminateGrace = TimeSpan.FromSeconds(5);

    private readonly TimeSpan interval = configuration.Seconds("LocalHost:RestartIntervalSeconds", 10);
    private readonly TimeSpan? functionTimeout = FunctionTimeout(configuration);
    private readonly Guard guard = new();
    private IReadOnlyList<Function> functions = [];
    private volatile TaskCompletionSource<RunningWorker> ready = NotReady();
    private volatile RunningWorker? current;

    /// <summary>The worker with this id, if it is the current one: only that may open a stream.</summary>
    public RunningWorker? Find(string id) => current is { } worker && worker.Id == id ? worker : null;

    /// <summary>Waits for a worker that takes invocations: while one is being restarted, callers wait, as on the genuine host.</summary>
    public async Task<RunningWorker> ReadyAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var worker = await ready.Task.WaitAsync(RestartWait, cancellation);
            if (!worker.IsBroken || stop.Token.IsCancellationRequested)
                return worker;
            await Task.Delay(BrokenPause, cancellation);
        }
    }

    public Invocation Start(
        RunningWorker worker, string id, Function function, TypedData input, IEnumerable<KeyValuePair<string, TypedData>> metadata)
    {
        var invocation = worker.Invoke(id, function, input, metadata);
        if (functionTimeout is { } limit)
            _ = invocation.LimitAsync(limit, logger);
        return invocation;
    }

    public void CancelAll() => current?.CancelAll();

    /// <summary>Starts the process. Needs only an open port of ours, not yet the server on it.</summary>
    public RunningWorker Launch()
    {
        var worker = current = new RunningWorker(app, hostAddress, logs);
        guard.Watch(worker.ProcessId);
        if (configuration["LocalHost:WorkerPidFile"] is { Length: > 0 } pidFile)
            File.WriteAllText(pidFile, $"{worker.ProcessId}");
        return worker;
    }

    /// <summary>Makes the first worker ready.</summary>
    /// <param name="choose">Makes functions of what the worker tells.</param>
    /// <exception cref="WorkerStartException">It ended or did not answer; another try would end the same.</exception>
    public async Task<IReadOnlyList<Function>> StartAsync(Func<IReadOnlyList<RpcFunctionMetadata>, IReadOnlyList<Function>> choose)
    {
        var worker = current!;
        await Handshake.InitAsync(worker, app.Folder);
        functions = choose(await Handshake.MetadataAsync(worker, app.Folder));
        await Handshake.LoadAsync(worker, functions, logger);
        ready.TrySetResult(worker);
        _ = SuperviseAsync(worker);
        return functions;
    }

    /// <summary>Ends the worker, politely first.</summary>
    public async ValueTask DisposeAsync()
    {
        stop.Ask(0);
        var worker = current!;
        worker.Send(new() { WorkerTerminate = new() { GracePeriod = new() { Seconds = (long)TerminateGrace.TotalSeconds } } });
        await ((Task)worker.Ended).WaitAsync(TerminateGrace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Break("the host ended");
        await worker.Ended;
        guard.Forget();
        guard.Dispose();
    }

    private static TaskCompletionSource<RunningWorker> NotReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan? FunctionTimeout(IConfiguration configuration)
    {
        const string setting = $"{Settings.HostJson}:functionTimeout";
        return configuration[setting] == "-1" ? null : configuration.Read(setting, TimeSpan.FromMinutes(30));
    }

    private async Task SuperviseAsync(RunningWorker worker)
    {
        var (errors, lastError, lastRestart) = (0, 0L, 0L);
        while (true)
        {
            var (exitCode, reason) = await worker.Ended;
            if (stop.Token.IsCancellationRequested)
                return;
            guard.Forget();
            ready = NotReady();
            errors = TimeProvider.System.GetElapsedTime(lastError) > ErrorsForgottenAfter ? 1 : errors + 1;
            lastError = TimeProvider.System.GetTimestamp();
            // The genuine host would end with code 0 for the platform to start it again, and after a worker's code 0 serve nothing at all.
            if (exitCode == 0 || errors == MostErrors)
            {
                logger.LogCritical("The worker ended: {Reason}. {Rule}: the host ends.", reason, exitCode == 0
                    ? "A worker that ends by itself with code 0 is not started again"
                    : "Exceeded language worker restart retry count");
                ready.TrySetException(new WorkerStartException(reason));
                stop.Ask(1);
                return;
            }

            logger.LogError("The worker ended: {Reason}. Starting another ({Errors} of {MostErrors}).", reason, errors, MostErrors);
            if (lastRestart != 0 && interval - TimeProvider.System.GetElapsedTime(lastRestart) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.Token.IsCancellationRequested)
                return;
            lastRestart = TimeProvider.System.GetTimestamp();
            worker = await RestartAsync();
        }
    }

    private async Task<RunningWorker> RestartAsync()
    {
        var worker = Launch();
        try
        {
            await Handshake.InitAsync(worker, app.Folder);
            await Handshake.LoadAsync(worker, functions, logger);
            ready.TrySetResult(worker);
        }
        catch (Exception exception) when (exception is WorkerStartException or TimeoutException)
        {
            worker.Break(exception.Message);
        }

        return worker;
    }
}
