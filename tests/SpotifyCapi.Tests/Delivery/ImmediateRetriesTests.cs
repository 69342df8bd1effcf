using SpotifyCapi.Delivery;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class ImmediateRetriesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ManualTime time = new();
    private int calls;
    private int maxCalls = int.MaxValue;
    private double spread = 0.5;

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    [InlineData(425)]
    public async Task What_passes_in_seconds_is_tried_three_times(int status)
    {
        var answer = await RunAsync(Answer(status));

        Assert.Equal(3, calls);
        Assert.Equal(status, Assert.IsType<SpotifyAnswer.Responded>(answer).Status);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(501)]
    [InlineData(302)]
    public async Task What_does_not_is_tried_once(int status)
    {
        await RunAsync(Answer(status));

        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(NetworkFailure.Connection, 3)]
    [InlineData(NetworkFailure.Timeout, 3)]
    [InlineData(NetworkFailure.Secret, 1)]
    public async Task No_answer_is_tried_again_unless_the_secret_is_missing(NetworkFailure failure, int expected)
    {
        await RunAsync(new SpotifyAnswer.Failed(failure));

        Assert.Equal(expected, calls);
    }

    [Fact]
    public async Task Success_ends_the_tries()
    {
        var answer = await RunAsync(_ => calls < 2 ? Answer(503) : Answer(200));

        Assert.Equal((2, 200), (calls, Assert.IsType<SpotifyAnswer.Responded>(answer).Status));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 1)]
    [InlineData(86_400, 1)]
    public async Task Retry_After_is_waited_for_only_when_short(int seconds, int expected)
    {
        var began = time.GetTimestamp();
        await RunAsync(Answer(503, TimeSpan.FromSeconds(seconds)));

        Assert.Equal(expected, calls);
        Assert.True(time.GetElapsedTime(began) >= TimeSpan.FromSeconds(seconds * (expected - 1)));
    }

    [Fact]
    public async Task Try_that_could_not_end_in_time_is_not_begun()
    {
        var answer = await RunAsync(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(11));
            return new SpotifyAnswer.Failed(NetworkFailure.Timeout);
        });

        Assert.Equal(1, calls);
        Assert.Equal(new SpotifyAnswer.Failed(NetworkFailure.Timeout), answer);
    }

    [Fact]
    public async Task Each_try_has_no_more_time_than_is_left_of_the_total()
    {
        var began = time.GetTimestamp();
        List<TimeSpan> left = [];

        await RunAsync(
            async given =>
            {
                left.Add(given);
                Assert.Equal(TimeSpan.FromSeconds(20), time.GetElapsedTime(began) + given);
                await Task.Delay(left.Count == 1 ? TimeSpan.FromSeconds(5) : given, time);
                return new SpotifyAnswer.Failed(NetworkFailure.Timeout);
            },
            new ImmediateRetryOptions());

        Assert.Equal((2, TimeSpan.FromSeconds(20)), (left.Count, left[0]));
        Assert.InRange(time.GetElapsedTime(began), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20.2));
    }

    [Fact]
    public async Task Retry_that_is_not_allowed_is_not_begun_and_the_last_answer_stands()
    {
        maxCalls = 2;

        Assert.Equal(Answer(503), await RunAsync(Answer(503)));
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData(0.0, 450)]
    [InlineData(0.5, 900)]
    [InlineData(1.0, 1350)]
    public async Task Waits_double_and_are_spread(double random, int milliseconds)
    {
        var began = time.GetTimestamp();
        spread = random;

        await RunAsync(Answer(503));

        Assert.InRange(time.GetElapsedTime(began).TotalMilliseconds, milliseconds, milliseconds + 200);
    }

    [Fact]
    public async Task Single_try_is_a_setting()
    {
        await RunAsync(_ => Answer(503), new ImmediateRetryOptions { Tries = 1 });

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Stopping_ends_the_wait_for_a_further_try_and_the_last_answer_stands()
    {
        using var stopping = new CancellationTokenSource();
        var running = Retries(new ImmediateRetryOptions()).RunAsync(
            _ =>
            {
                stopping.CancelAfter(TimeSpan.Zero);
                return Task.FromResult<SpotifyAnswer>(Answer(503));
            },
            _ => Task.FromResult(true),
            stopping.Token);

        Assert.Equal(Answer(503), await running.WaitAsync(Limit));
    }

    [Fact]
    public async Task Stopping_before_the_first_try_sends_nothing()
    {
        var running = Retries(new ImmediateRetryOptions()).RunAsync(
            _ => throw new InvalidOperationException("Nothing is to be sent."), _ => Task.FromResult(true), new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit));
    }

    private static SpotifyAnswer.Responded Answer(int status, TimeSpan? retryAfter = null) => new(status, retryAfter, null, null);

    private ImmediateRetries Retries(ImmediateRetryOptions options) => new(options, () => spread, time);

    private Task<SpotifyAnswer> RunAsync(SpotifyAnswer always) => RunAsync(_ => always);

    private Task<SpotifyAnswer> RunAsync(Func<TimeSpan, SpotifyAnswer> request, ImmediateRetryOptions? options = null) =>
        RunAsync(left => Task.FromResult(request(left)), options ?? new ImmediateRetryOptions());

    private async Task<SpotifyAnswer> RunAsync(Func<TimeSpan, Task<SpotifyAnswer>> request, ImmediateRetryOptions options)
    {
        var running = Retries(options).RunAsync(
            left =>
            {
                calls++;
                return request(left);
            },
            _ => Task.FromResult(calls < maxCalls),
            CancellationToken.None);
        using var limit = new CancellationTokenSource(Limit);
        while (!running.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (time.Waits > 0)
                time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await running;
    }
}
