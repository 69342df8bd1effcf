namespace LocalHost.Functions;

/// <summary>An invocation that did not succeed. As on the genuine host, the message holds everything that the worker says of it.</summary>
internal sealed class FunctionFailedException(string message) : Exception(message)
{
    /// <summary>Where the host noticed it says nothing about the function.</summary>
    public override string? StackTrace => null;

    public static FunctionFailedException Of(StatusResult? result) => new($"Result: {result?.Status}\n{Describe(result?.Exception)}");

    // The exception of a log line has its type in the message.
    public static string Describe(RpcException? exception) => exception is null
        ? ""
        : (exception.Type is { Length: > 0 } type ? $"Type: {type}\n" : "") + $"Exception: {exception.Message}\nStack: {exception.StackTrace}";
}

/// <summary>The genuine host's line about a function that failed.</summary>
internal static class FunctionFailure
{
    public static void LogFailure(
        this ILoggerFactory loggers, Function function, string id, long began, Exception exception, LogLevel level = LogLevel.Error) =>
        loggers.CreateLogger($"Function.{function.Name}").Log(
            level, exception, "Executed 'Functions.{Function}' (Failed, Id={Id}, Duration={Duration}ms)",
            function.Name, id, (long)TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
}
