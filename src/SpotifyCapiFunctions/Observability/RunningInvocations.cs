using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace SpotifyCapiFunctions.Observability;

/// <summary>Which invocations are running: the host keeps a log line only while its invocation is.</summary>
public sealed class RunningInvocations : IFunctionsWorkerMiddleware
{
    private readonly ConcurrentDictionary<string, bool> running = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        running[context.InvocationId] = true;
        try
        {
            await next(context);
        }
        finally
        {
            running.TryRemove(context.InvocationId, out _);
        }
    }

    /// <summary>Whether an invocation is running.</summary>
    /// <param name="invocationId">Its id.</param>
    public bool Contains(string invocationId) => running.ContainsKey(invocationId);
}
