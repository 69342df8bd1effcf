using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>Retries within one invocation (<c>Delivery__…</c>).</summary>
public sealed record ImmediateRetryOptions
{
    /// <summary>Tries in all, 1 to 3.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Wait before the second try; it doubles, with jitter.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Longest time for all tries together, far below the lease of a queue message.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Reads the section <c>Delivery</c>.</summary>
    public static ImmediateRetryOptions Read(SettingReader settings)
    {
        var defaults = new ImmediateRetryOptions();
        return new ImmediateRetryOptions
        {
            Tries = settings.Number("QuickTries", defaults.Tries, 1, 3),
            Delay = settings.Duration("QuickDelay", defaults.Delay, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5)),
        };
    }
}

/// <summary>A few tries within one invocation, for what passes in seconds: exponential waits with jitter.</summary>
public sealed class ImmediateRetries(ImmediateRetryOptions options, Func<double> random, TimeProvider time)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    /// <summary>Sends, again if the answer is worth it, and returns the last answer after at most <see cref="ImmediateRetryOptions.Total"/>.</summary>
    /// <param name="send">Sends once, within the time that is left for all tries together.</param>
    /// <param name="mayRetry">Asked before each further try; false: the last answer stands.</param>
    /// <param name="stopping">The host is stopping: no further try is begun, and the last answer stands.</param>
    /// <exception cref="OperationCanceledException">The host was stopping before the first try.</exception>
    internal async Task<SpotifyAnswer> RunAsync(
        Func<TimeSpan, Task<SpotifyAnswer>> send, Func<CancellationToken, Task<bool>> mayRetry, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var start = time.GetTimestamp();
        var answer = await send(options.Total);
        try
        {
            for (var retry = 0; retry < options.Tries - 1 && IsWorthIt(answer) && !IsLate(); retry++)
            {
                await Task.Delay(Wait(answer, retry), time, stopping);
                if (IsLate() || !await mayRetry(stopping))
                    break;

                answer = await send(options.Total - time.GetElapsedTime(start));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Only a wait for a further try ends so.
        }

        return answer;

        // A try that has little time left is neither begun nor waited for.
        bool IsLate() => time.GetElapsedTime(start) > options.Total / 2;
    }

    private TimeSpan Wait(SpotifyAnswer answer, int retry)
    {
        if (answer is SpotifyAnswer.Responded { RetryAfter: { } asked })
            return asked;

        var wait = options.Delay * (1 << retry) * (0.5 + random());
        return wait < MaxWait ? wait : MaxWait;
    }

    // A missing secret does not come back within seconds, and a long Retry-After belongs to the scheduled retries.
    private static bool IsWorthIt(SpotifyAnswer answer) => answer switch
    {
        SpotifyAnswer.Failed { Reason: NetworkFailure.Connection or NetworkFailure.Timeout } => true,
        SpotifyAnswer.Responded { RetryAfter: { } wait } when wait > MaxWait => false,
        SpotifyAnswer.Responded { Status: 408 or 425 or 500 or 502 or 503 or 504 } => true,
        _ => false,
    };
}
