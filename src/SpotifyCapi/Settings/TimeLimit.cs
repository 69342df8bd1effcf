namespace SpotifyCapi.Settings;

/// <summary>A cancellation after a time, or when the caller cancels.</summary>
public sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource after;
    private readonly CancellationTokenSource either;

    /// <summary>Starts the time.</summary>
    public TimeLimit(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        after = new CancellationTokenSource(limit, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(after.Token, cancellationToken);
    }

    /// <summary>Cancelled by either.</summary>
    public CancellationToken Token => either.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        either.Dispose();
        after.Dispose();
    }
}
