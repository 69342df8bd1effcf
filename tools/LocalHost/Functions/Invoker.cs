namespace LocalHost.Functions;

/// <summary>Runs functions in whichever worker is ready, for as long as host.json's functionTimeout allows.</summary>
internal sealed class Invoker(Workers workers, IConfiguration configuration, ILoggerFactory loggers)
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(30);
    private readonly TimeSpan? limit = Limit(configuration);
    private readonly ILogger logger = loggers.CreateLogger("LocalHost.Invoker");

    public Task<RunningWorker> WorkerAsync(CancellationToken cancellation) => workers.ReadyAsync(cancellation);

    public Invocation Start(
        RunningWorker worker, string id, Function function, TypedData input, IEnumerable<KeyValuePair<string, TypedData>>? metadata = null)
    {
        var invocation = worker.Invoke(id, function, input, metadata);
        if (limit is { } time)
            _ = invocation.LimitAsync(time, logger);
        return invocation;
    }

    /// <summary>Runs a function to its end; the token becomes the function's.</summary>
    public async Task RunAsync(
        string id, Function function, TypedData input, IEnumerable<KeyValuePair<string, TypedData>>? metadata, CancellationToken cancellation)
    {
        var invocation = Start(await WorkerAsync(cancellation), id, function, input, metadata);
        using var cancelling = cancellation.Register(invocation.Cancel);
        await invocation.Result;
    }

    /// <summary>The line that the genuine host writes of a function that failed, with the whole exception.</summary>
    public void LogFailure(Function function, string id, TimeSpan duration, Exception exception) =>
        loggers.CreateLogger($"Function.{function.Name}").LogError(
            exception, "Executed 'Functions.{Function}' (Failed, Id={Id}, Duration={Duration}ms)", function.Name, id, (long)duration.TotalMilliseconds);

    private static TimeSpan? Limit(IConfiguration configuration)
    {
        const string setting = $"{Settings.HostJson}:functionTimeout";
        return configuration[setting] == "-1" ? null : configuration.Read(setting, DefaultLimit);
    }
}
