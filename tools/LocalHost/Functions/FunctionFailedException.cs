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

    private static string Describe(RpcException exception) =>
        $"Type: {exception.Type}\nException: {exception.Message}\nStack: {exception.StackTrace}";
}
