using SpotifyCapi.Delivery;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class PollyQuickTriesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ManualTime time = new();
    private int calls;

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    [InlineData(425)]
    public async Task WhatPassesInSeconds_IsTriedThreeTimes(int status)
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
    public async Task WhatDoesNot_IsTriedOnce(int status)
    {
        await RunAsync(Answer(status));

        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(NetworkFailure.Connection, 3)]
    [InlineData(NetworkFailure.Timeout, 3)]
    [InlineData(NetworkFailure.Secret, 1)]
    public async Task NoAnswer_IsTriedAgainUnlessTheSecretIsMissing(NetworkFailure failure, int expected)
    {
        await RunAsync(new SpotifyAnswer.Failed(failure));

        Assert.Equal(expected, calls);
    }

    [Fact]
    public async Task Success_EndsTheTries()
    {
        var answer = await RunAsync(_ => calls < 2 ? Answer(503) : Answer(200));

        Assert.Equal((2, 200), (calls, Assert.IsType<SpotifyAnswer.Responded>(answer).Status));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 1)]
    [InlineData(86_400, 1)]
    public async Task RetryAfter_IsWaitedForOnlyWhenShort(int seconds, int expected)
    {
        var began = time.GetTimestamp();
        await RunAsync(Answer(503, TimeSpan.FromSeconds(seconds)));

        Assert.Equal(expected, calls);
        Assert.True(time.GetElapsedTime(began) >= TimeSpan.FromSeconds(seconds * (expected - 1)));
    }

    [Fact]
    public async Task TryThatCouldNotEndInTime_IsNotBegun()
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
    public async Task EachTry_HasNoMoreTimeThanIsLeftOfTheTotal()
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
            new QuickTryOptions());

        Assert.Equal((2, TimeSpan.FromSeconds(20)), (left.Count, left[0]));
        Assert.InRange(time.GetElapsedTime(began), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20.2));
    }

    [Fact]
    public async Task SingleTry_IsASetting()
    {
        await RunAsync(_ => Answer(503), new QuickTryOptions { Tries = 1 });

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Stopping_EndsTheWaitForAFurtherTry_AndTheLastAnswerStands()
    {
        using var stopping = new CancellationTokenSource();
        var running = Tries(new QuickTryOptions()).RunAsync(
            (_, _) =>
            {
                stopping.CancelAfter(TimeSpan.Zero);
                return Task.FromResult<SpotifyAnswer>(Answer(503));
            },
            stopping.Token);

        Assert.Equal(Answer(503), await running.WaitAsync(Limit));
    }

    [Fact]
    public async Task Stopping_BeforeTheFirstTry_SendsNothing()
    {
        var running = Tries(new QuickTryOptions()).RunAsync(
            (_, _) => throw new InvalidOperationException("Nothing is to be sent."), new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit));
    }

    private static SpotifyAnswer.Responded Answer(int status, TimeSpan? retryAfter = null) => new(status, retryAfter, null, null);

    private PollyQuickTries Tries(QuickTryOptions options) => new(options, () => 0.5, time);

    private Task<SpotifyAnswer> RunAsync(SpotifyAnswer always) => RunAsync(_ => always);

    private Task<SpotifyAnswer> RunAsync(Func<TimeSpan, SpotifyAnswer> request, QuickTryOptions? options = null) =>
        RunAsync(left => Task.FromResult(request(left)), options ?? new QuickTryOptions());

    private async Task<SpotifyAnswer> RunAsync(Func<TimeSpan, Task<SpotifyAnswer>> request, QuickTryOptions options)
    {
        var running = Tries(options).RunAsync(
            (left, _) =>
            {
                calls++;
                return request(left);
            },
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
