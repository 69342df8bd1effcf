using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Settings;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>A client of a scripted server, with a token in a vault that the test holds.</summary>
public abstract class SpotifyClientTest : IDisposable
{
    private protected static readonly byte[] Body = "{\"a\":1}"u8.ToArray();

    private protected readonly ScriptedServer server = new();
    private protected readonly FakeTimeProvider time = new(SampleEvent.Now);
    private protected FakeSecrets secrets = new(("capi-token", "token-1"));

    public void Dispose()
    {
        server.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<SpotifyAnswer> PostAsync() => Client().PostAsync(TestDestinations.Direct, Body, CancellationToken.None);

    private protected SpotifyClient Client() => TestDestinations.Client(server.Client, secrets, time);
}

public sealed class SpotifyClientTests : SpotifyClientTest
{
    [Fact]
    public async Task A_request_is_posted_with_the_token_and_the_exact_bytes()
    {
        server.Then(200, """{"message":"SUCCESS"}""");

        var answer = await PostAsync();

        Assert.Equal(new SpotifyAnswer.Responded(200, null, null, null), answer);
        var seen = Assert.Single(server.Seen);
        Assert.Equal((HttpMethod.Post, TestDestinations.Direct.Endpoint, "Bearer token-1", "application/json"), (seen.Method, seen.Address, seen.Authorization, seen.ContentType));
        Assert.Equal(Body, seen.Body);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_made_is_a_failure()
    {
        server.Then((_, _) => throw new HttpRequestException("refused"));

        Assert.Equal(new SpotifyAnswer.Failed(NetworkFailure.Connection), await PostAsync());
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_status_leaves_the_status()
    {
        server.Then((_, _) => Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream()) }));

        Assert.Equal(new SpotifyAnswer.Responded(200, null, null, null), await PostAsync());
    }

    [Fact]
    public async Task The_wait_that_an_answer_asks_for_is_told()
    {
        server.Then(429, "", ("Retry-After", "7"), ("X-RateLimit-Reset", "9"));

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<SpotifyAnswer.Responded>(await PostAsync()).RetryAfter);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("reset");
    }
}

/// <summary>How long a request may take, and whose time it is.</summary>
public sealed class SpotifyClientTimeTests : SpotifyClientTest
{
    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task An_answer_whose_text_never_ends_is_known_by_its_status(int status)
    {
        server.Then((_, _) => Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StreamContent(new SilentStream()) }));
        var client = TestDestinations.Client(server.Client, secrets, TimeProvider.System);

        var answer = await client.PostAsync(TestDestinations.Direct with { RequestTimeout = TimeSpan.FromMilliseconds(50) }, Body, CancellationToken.None);

        Assert.Equal(status, Assert.IsType<SpotifyAnswer.Responded>(answer).Status);
    }

    [Fact]
    public async Task No_answer_within_the_destinations_limit_is_a_timeout()
    {
        server.Then(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return ScriptedServer.Answer(200);
        });
        var post = PostAsync();

        time.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(post.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(new SpotifyAnswer.Failed(NetworkFailure.Timeout), await post.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_vault_that_is_silent_is_no_timeout_of_the_destination()
    {
        secrets.Wait = token => Task.Delay(Timeout.Infinite, token);
        var post = PostAsync();

        time.Advance(SpotifyClient.SecretTimeout);

        Assert.Equal(new SpotifyAnswer.Failed(NetworkFailure.Secret), await post.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task A_slow_vault_takes_nothing_of_the_destinations_time()
    {
        var read = new TaskCompletionSource();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        secrets.Wait = _ => read.Task;
        server.Then(async (_, cancellationToken) =>
        {
            var thinking = Task.Delay(TimeSpan.FromSeconds(9), time, cancellationToken);
            waits.SetResult();
            await thinking;
            return ScriptedServer.Answer(200);
        });
        var post = PostAsync();

        time.Advance(TimeSpan.FromSeconds(7));
        await Task.Run(read.SetResult);

        // Not when the request is seen: the clock must not go on before the server has begun to wait for it.
        await waits.Task.WaitAsync(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(200, Assert.IsType<SpotifyAnswer.Responded>(await post.WaitAsync(TimeSpan.FromSeconds(10))).Status);
    }

    [Fact]
    public async Task A_shorter_time_than_the_destinations_ends_the_request_earlier()
    {
        server.Then(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return ScriptedServer.Answer(200);
        });
        var post = Client().PostAsync(TestDestinations.Direct, Body, TimeSpan.FromSeconds(3), CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(new SpotifyAnswer.Failed(NetworkFailure.Timeout), await post.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_host_that_stops_is_not_a_timeout()
    {
        using var stopping = new CancellationTokenSource();
        server.Then(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return ScriptedServer.Answer(200);
        });
        var post = Client().PostAsync(TestDestinations.Direct, Body, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    /// <summary>A body of which nothing ever comes.</summary>
    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
