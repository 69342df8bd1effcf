using System.Collections;
using System.Collections.Concurrent;

namespace LocalHost.Logging;

/// <summary>Makes log lines of what a worker logs through the stream and of what it prints.</summary>
internal sealed class WorkerLogs(ILoggerFactory loggers, IConfiguration configuration)
{
    private const int System = 1;
    private const int Kept = 30;
    private static readonly string[] Errors = ["error", "fail", "severe"];
    private readonly ILogger console = loggers.CreateLogger("Host.Function.Console");
    private readonly ConcurrentDictionary<string, ILogger> categories = new();
    private readonly ConcurrentQueue<string> unseen = new();
    private readonly bool showBackground = configuration.Read("LocalHost:BackgroundLogs", false);

    /// <summary>The last printed lines that the levels of host.json kept back, for a worker that ends for good.</summary>
    public IEnumerable<string> Unseen => unseen;

    /// <param name="log">The worker's line.</param>
    /// <param name="invocation">Whose line it is; null for one of no running invocation, which the genuine host drops.</param>
    public void Write(RpcLog log, Invocation? invocation)
    {
        if (IsDropped(log, invocation))
            return;
        // host.json's levels for the app's own categories do not apply, as the function's name takes their place.
        var category = log.LogCategory == System ? "Host.Worker"
            : invocation is null ? "Worker.Background"
            : $"Function.{invocation.Function.Name}.User";
        var exception = log.Exception is null ? null : new FunctionFailedException(log.Exception);
        var (logger, level) = (categories.GetOrAdd(category, loggers.CreateLogger), (LogLevel)log.Level);
        if (logger.IsEnabled(level))
            logger.Log(level, new EventId(0, log.EventId), new WorkerLine(log, invocation), exception, (line, _) => line.ToString());
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
    private bool IsDropped(RpcLog log, Invocation? invocation) =>
        log is { EventId: "InvocationError", Category: "Microsoft.Azure.Functions.Worker.FunctionsApplication" }
        || (invocation is null && log.LogCategory != System && !showBackground);
}

/// <summary>What the JSON format shows of a worker's line beside its text.</summary>
internal sealed class WorkerLine(RpcLog log, Invocation? invocation) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?>[] properties =
    [
        new("WorkerCategory", log.Category),
        new("EventName", log.EventId),
        new("InvocationId", log.InvocationId),
        new("Background", invocation is null),
    ];

    public int Count => properties.Length;

    public KeyValuePair<string, object?> this[int index] => properties[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => properties.AsEnumerable().GetEnumerator();

    public override string ToString() => log.Message;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
