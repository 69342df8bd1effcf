using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace SpotifyCapiFunctions.Observability;

/// <summary>
/// Writes warnings and errors that belong to no invocation to standard error, a line each. The host drops such lines from the worker's log, but
/// keeps what the worker writes there, and takes a line for a warning or an error by the word in it.
/// </summary>
[ProviderAlias("Background")]
internal sealed class BackgroundLog(RunningInvocations invocations, TextWriter output) : ILoggerProvider
{
    // Ours, and the words about a background service that died.
    private static readonly string[] Categories = ["SpotifyCapi", "Microsoft.Extensions.Hosting"];

    private readonly RunningInvocations invocations = invocations;
    private readonly TextWriter output = TextWriter.Synchronized(output);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(BackgroundLog log, string category) : ILogger
    {
        private readonly bool isMeant = Array.Exists(Categories, prefix => category.StartsWith(prefix, StringComparison.Ordinal));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => isMeant && logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && !log.invocations.IsOneHere)
            {
                // The message of an exception may hold anything; type and stack are code.
                var text = exception is null ? formatter(state, null) : $"{formatter(state, null)} {exception.GetType()} {exception.StackTrace}";
                var word = logLevel == LogLevel.Warning ? "warning" : "error";
                log.output.WriteLine($"{word}: {(eventId.Id > 0 ? eventId.Id : category)} {text.ReplaceLineEndings(" ")}");
            }
        }
    }
}

/// <summary>Which code belongs to a running invocation: the host keeps a log line only while its invocation runs.</summary>
public sealed class RunningInvocations : IFunctionsWorkerMiddleware
{
    private readonly AsyncLocal<StrongBox<bool>?> running = new();

    /// <summary>Whether the caller belongs to an invocation that still runs.</summary>
    public bool IsOneHere => running.Value is { Value: true };

    /// <summary>Runs an invocation.</summary>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var isRunning = running.Value = new StrongBox<bool>(true);
        try
        {
            await next(context);
        }
        finally
        {
            isRunning.Value = false;
        }
    }
}
