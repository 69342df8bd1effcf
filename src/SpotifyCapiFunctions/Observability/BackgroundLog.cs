using Microsoft.Extensions.Logging;

namespace SpotifyCapiFunctions.Observability;

/// <summary>
/// Writes warnings and errors that belong to no invocation to standard error, a line each. The host drops such lines from the worker's log, but
/// keeps what the worker writes there, and takes a line for a warning or an error by the word in it.
/// </summary>
/// <param name="invocations">Whose lines the host keeps.</param>
/// <param name="output">Standard error.</param>
[ProviderAlias("Background")]
internal sealed class BackgroundLog(RunningInvocations invocations, TextWriter output) : ILoggerProvider, ISupportExternalScope
{
    // As the worker writes it into the scope of each invocation.
    private const string InvocationId = "AzureFunctions_InvocationId";

    // Ours, and the words about a background service that died.
    private static readonly string[] Categories = ["SpotifyCapi", "Microsoft.Extensions.Hosting"];

    private readonly TextWriter output = TextWriter.Synchronized(output);
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private bool IsKeptByTheHost()
    {
        var found = new Found();
        scopes.ForEachScope(
            static (scope, found) =>
            {
                foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object>> ?? [])
                    found.InvocationId = name == InvocationId ? value?.ToString() : found.InvocationId;
            },
            found);
        return found.InvocationId is { } id && invocations.Contains(id);
    }

    private sealed class Found
    {
        public string? InvocationId { get; set; }
    }

    private sealed class Logger(BackgroundLog log, string category) : ILogger
    {
        private readonly bool isMeant = Array.Exists(Categories, prefix => category.StartsWith(prefix, StringComparison.Ordinal));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => isMeant && logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && !log.IsKeptByTheHost())
            {
                // The message of an exception may hold anything; type and stack are code.
                var text = exception is null ? formatter(state, null) : $"{formatter(state, null)} {exception.GetType()} {exception.StackTrace}";
                var word = logLevel == LogLevel.Warning ? "warning" : "error";
                log.output.WriteLine($"{word}: {(eventId.Id > 0 ? eventId.Id : category)} {text.ReplaceLineEndings(" ")}");
            }
        }
    }
}
