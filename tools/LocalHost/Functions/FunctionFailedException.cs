namespace LocalHost.Functions;

/// <summary>An invocation that did not succeed. As on the genuine host, the message holds everything that the worker says of it.</summary>
internal sealed class FunctionFailedException : Exception
{
    public FunctionFailedException(string message) : base(message)
    {
    }

    public FunctionFailedException(StatusResult result)
        : base(result.Exception is null ? $"Result: {result.Status}" : $"Result: {result.Status}\n{Describe(result.Exception)}")
    {
    }

    public FunctionFailedException(RpcException exception) : base(Describe(exception))
    {
    }

    /// <summary>Where the host noticed it says nothing about the function.</summary>
    public override string? StackTrace => null;

    // The exception of a log line has its type in the message.
    private static string Describe(RpcException exception) =>
        (exception.Type is { Length: > 0 } type ? $"Type: {type}\n" : "") + $"Exception: {exception.Message}\nStack: {exception.StackTrace}";
}
