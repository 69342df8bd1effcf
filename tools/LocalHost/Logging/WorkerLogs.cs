using System.Collections.Concurrent;

namespace LocalHost.Logging;

/// <summary>Makes log lines of what a worker logs through the stream and of what it prints.</summary>
internal sealed class WorkerLogs(ILoggerFactory loggers, IConfiguration configuration)
{
    private const int System = 1;
    private const int Kept = 30;
    private static readonly string[] Errors = ["error", "fail", "severe"];
    private readonly ILogger console = loggers.CreateLogger("Host.Function.Console");
    private readonly ConcurrentQueue<string> unseen = new();
    private readonly bool showBackground = configuration.Read("LocalHost:BackgroundLogs", false);

    /// <summary>Tells the last printed lines that the levels of host.json kept back, when a worker has ended for good.</summary>
    public void TellUnseen()
    {
        while (unseen.TryDequeue(out var line))
            Console.Error.WriteLine(line);
    }

    /// <param name="log">The worker's line.</param>
    /// <param name="function">Whose line it is; null for one of no running invocation, which the genuine host drops.</param>
    public void Write(RpcLog log, Function? function)
    {
        if (IsDropped(log, function))
            return;
        // host.json's levels for the app's own categories do not apply, as the function's name takes their place.
        var category = log.LogCategory == System ? "Host.Worker"
            : function is null ? "Worker.Background"
            : $"Function.{function.Name}.User";
        var (logger, level) = (loggers.CreateLogger(category), (LogLevel)log.Level);
        if (!logger.IsEnabled(level))
            return;
        var exception = log.Exception is null ? null : new FunctionFailedException(FunctionFailedException.Describe(log.Exception));
        var line = new WorkerLine(log.Message,
        [
            new("WorkerCategory", log.Category),
            new("EventName", log.EventId),
            new("InvocationId", log.InvocationId),
            new("Background", function is null),
        ]);
        logger.Log(level, new EventId(0, log.EventId), line, exception, (text, _) => text.ToString());
    }

    public void WriteConsole(string line, bool isError)
    {
        var level = !isError ? LogLevel.Information
            : Errors.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)) ? LogLevel.Error
            : line.Contains("warn", StringComparison.OrdinalIgnoreCase) ? LogLevel.Warning
            : LogLevel.Information;
        if (console.IsEnabled(level))
        {
            console.Log(level, 0, line, null, (text, _) => text);
            return;
        }

        unseen.Enqueue(line);
        if (unseen.Count > Kept)
            unseen.TryDequeue(out _);
    }

    // The worker's own line about an exception says what the host says when the invocation has failed.
    private bool IsDropped(RpcLog log, Function? function) =>
        log is { EventId: "InvocationError", Category: "Microsoft.Azure.Functions.Worker.FunctionsApplication" }
        || (function is null && log.LogCategory != System && !showBackground);
}

/// <summary>What the JSON format shows of a worker's line beside its text.</summary>
internal sealed class WorkerLine(string text, IEnumerable<KeyValuePair<string, object?>> properties) : List<KeyValuePair<string, object?>>(properties)
{
    public override string ToString() => text;
}
