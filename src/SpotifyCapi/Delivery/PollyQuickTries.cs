using Polly;
using Polly.Retry;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>Quick tries with Polly: exponential waits with jitter, and no further try once the total time is near.</summary>
public sealed class PollyQuickTries : IQuickTries
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly ResiliencePipeline<SpotifyAnswer> pipeline;
    private readonly QuickTryOptions options;
    private readonly TimeProvider time;

    /// <summary>Builds the pipeline.</summary>
    /// <param name="options">How many and how long.</param>
    /// <param name="random">Uniform in [0, 1).</param>
    /// <param name="time">The clock.</param>
    public PollyQuickTries(QuickTryOptions options, Func<double> random, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        var builder = new ResiliencePipelineBuilder<SpotifyAnswer> { TimeProvider = time };
        if (options.Tries > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<SpotifyAnswer>
            {
                MaxRetryAttempts = options.Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.Delay,
                MaxDelay = LongestWait,
                UseJitter = true,
                Randomizer = random,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthIt(arguments.Outcome.Result)),
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Result as SpotifyAnswer.Responded)?.RetryAfter),
            });
        }

        pipeline = builder.Build();
    }

    /// <inheritdoc/>
    public async Task<SpotifyAnswer> RunAsync(Func<TimeSpan, CancellationToken, Task<SpotifyAnswer>> request, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        SpotifyAnswer? last = null;
        try
        {
            last = await pipeline.ExecuteAsync(
                async token =>
                {
                    // A try that has little time left is neither begun nor waited for; what was learned last stands.
                    if (last is null || !IsLate())
                        last = await request(options.Total - time.GetElapsedTime(start), token);

                    return IsLate() && last is not SpotifyAnswer.OutOfTime ? new SpotifyAnswer.OutOfTime(last) : last;
                },
                cancellationToken);
        }
        catch (OperationCanceledException) when (last is not null && cancellationToken.IsCancellationRequested)
        {
            // The wait for a further try has ended; what was learned last stands here too.
        }

        return last is SpotifyAnswer.OutOfTime(var answer) ? answer : last;

        bool IsLate() => time.GetElapsedTime(start) > options.Total / 2;
    }

    // A missing secret does not come back within seconds, and a long Retry-After belongs to the outer ring.
    private static bool IsWorthIt(SpotifyAnswer? answer) => answer switch
    {
        SpotifyAnswer.Failed { Reason: NetworkFailure.Connection or NetworkFailure.Timeout } => true,
        SpotifyAnswer.Responded { RetryAfter: { } wait } when wait > LongestWait => false,
        SpotifyAnswer.Responded { Status: 408 or 425 or 500 or 502 or 503 or 504 } => true,
        _ => false,
    };
}
