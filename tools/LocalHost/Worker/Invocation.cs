namespace LocalHost.Worker;

/// <summary>One call of a function, from its request to the worker's response.</summary>
internal sealed class Invocation(string id, Function function, RunningWorker worker)
{
    // The genuine host's time between the cancellation of a function that took too long and the end of its worker.
    private static readonly TimeSpan AfterCancellation = TimeSpan.FromSeconds(5);
    private volatile string? overtime;
    private readonly TaskCompletionSource result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Function Function => function;

    /// <summary>Completes when the function has succeeded; fails with <see cref="FunctionFailedException"/> otherwise.</summary>
    public Task Result => result.Task;

    /// <summary>Signals the function's token. The function decides what it makes of it.</summary>
    public void Cancel()
    {
        if (!Result.IsCompleted)
            worker.Send(new() { InvocationCancel = new() { InvocationId = id } });
    }

    public void Complete(StatusResult? status)
    {
        if (overtime is { } reason)
            Fail(reason);
        else if (status?.Status == StatusResult.Types.Status.Success)
            result.TrySetResult();
        else
            result.TrySetException(FunctionFailedException.Of(status));
    }

    public void Fail(string reason) => result.TrySetException(new FunctionFailedException(reason));

    /// <summary>host.json's functionTimeout: first the token, then the worker.</summary>
    public async Task LimitAsync(TimeSpan limit, ILogger logger)
    {
        if (await EndsWithinAsync(limit))
            return;
        overtime = $"Timeout value of {limit} exceeded by function 'Functions.{function.Name}' (Id: '{id}').";
        logger.LogError("{Timeout} Initiating cancellation.", overtime);
        Cancel();
        if (!await EndsWithinAsync(AfterCancellation))
            worker.Break($"restarted, since function {function.Name} did not end when its time was over");
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        await Result.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Result.IsCompleted;
    }
}
