using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Secrets;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Spotify;

public sealed class SpotifyClientTests : IDisposable
{
    private static readonly byte[] Body = "{\"a\":1}"u8.ToArray();

    private readonly ScriptedServer server = new();
    private readonly FakeTime time = new(SampleEvent.Now);
    private FakeSecrets secrets = new(("capi-token", "token-1"));

    public void Dispose() => server.Dispose();

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

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task An_answer_whose_text_never_ends_is_known_by_its_status(int status)
    {
        server.Then((_, _) => Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StreamContent(new SilentStream()) }));
        var client = new SpotifyClient(server.Client, new BearerSources(new CapiTokens(secrets), new CapiTokens(secrets)), TimeProvider.System);

        var answer = await client.PostAsync(TestDestinations.Direct with { RequestTimeout = TimeSpan.FromMilliseconds(50) }, Body, CancellationToken.None);

        Assert.Equal(status, Assert.IsType<SpotifyAnswer.Responded>(answer).Status);
    }

    [Fact]
    public async Task A_refused_token_is_read_anew_once_and_the_request_repeated_with_the_same_bytes()
    {
        server.Then(401).Then(200);
        secrets.Stored["capi-token"] = "token-2";

        var answer = await PostAsync();

        Assert.Equal(200, Assert.IsType<SpotifyAnswer.Responded>(answer).Status);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], server.Seen.Select(seen => seen.Authorization));
        Assert.All(server.Seen, seen => Assert.Equal(Body, seen.Body));
    }

    [Fact]
    public async Task A_refused_token_that_is_still_the_same_is_not_tried_again()
    {
        server.Then(401);

        Assert.Equal(401, Assert.IsType<SpotifyAnswer.Responded>(await PostAsync()).Status);
        Assert.Equal(1, secrets.Refreshes);
    }

    [Fact]
    public async Task A_second_refusal_is_the_answer()
    {
        server.Then(401).Then(401);
        secrets.Stored["capi-token"] = "token-2";

        Assert.Equal(401, Assert.IsType<SpotifyAnswer.Responded>(await PostAsync()).Status);
    }

    [Fact]
    public async Task Requests_that_are_refused_together_all_go_again_with_the_new_token()
    {
        secrets.Stored["capi-token"] = "token-2";
        var refused = new TaskCompletionSource();
        for (var i = 0; i < 10; i++)
        {
            server.Then(async (_, cancellationToken) =>
            {
                await refused.Task.WaitAsync(cancellationToken);
                return ScriptedServer.Answer(401);
            });
        }

        server.Rule = seen => ScriptedServer.Answer(seen.Authorization == "Bearer token-2" ? 200 : 401);
        var client = Client();
        var posts = Enumerable.Range(0, 10).Select(_ => client.PostAsync(TestDestinations.Direct, Body, CancellationToken.None)).ToArray();
        refused.SetResult();

        Assert.All(await Task.WhenAll(posts), answer => Assert.Equal(200, Assert.IsType<SpotifyAnswer.Responded>(answer).Status));
    }

    [Theory]
    [InlineData("token-1\n")]
    [InlineData(" token-1\r\n")]
    public async Task A_line_break_behind_a_stored_token_does_not_matter(string stored)
    {
        secrets = new FakeSecrets(("capi-token", stored));
        server.Then(200);

        await PostAsync();

        Assert.Equal("Bearer token-1", Assert.Single(server.Seen).Authorization);
    }

    [Fact]
    public async Task A_token_that_no_header_can_hold_is_a_secret_that_cannot_be_had()
    {
        secrets = new FakeSecrets(("capi-token", "token\n-1"));

        Assert.Equal(new SpotifyAnswer.Failed(NetworkFailure.Secret), await PostAsync());
    }

    [Fact]
    public async Task Without_the_secret_nothing_is_sent()
    {
        secrets = new FakeSecrets();

        Assert.Equal(new SpotifyAnswer.Failed(NetworkFailure.Secret), await PostAsync());
        Assert.Empty(server.Seen);
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

        time.Advance(SpotifyClient.LongestSecretWait);

        Assert.Equal(new SpotifyAnswer.Failed(NetworkFailure.Secret), await post.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task A_slow_vault_takes_nothing_of_the_destinations_time()
    {
        var read = new TaskCompletionSource();
        secrets.Wait = _ => read.Task;
        server.Then(async (_, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(9), time, cancellationToken);
            return ScriptedServer.Answer(200);
        });
        var post = PostAsync();

        time.Advance(TimeSpan.FromSeconds(7));
        await Task.Run(read.SetResult);
        await server.SeesAsync(1);
        time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(200, Assert.IsType<SpotifyAnswer.Responded>(await post.WaitAsync(TimeSpan.FromSeconds(10))).Status);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refusal_stands_when_the_token_cannot_be_read_anew(int status)
    {
        server.Then(status).Then(status);
        secrets.Stored.Clear();
        Assert.Equal(status, Assert.IsType<SpotifyAnswer.Responded>(await PostAsync()).Status);

        var (reads, silent) = (0, new TaskCompletionSource());
        secrets = new FakeSecrets(("capi-token", "token-1"))
        {
            Wait = token =>
            {
                if (++reads < 3)
                {
                    return Task.CompletedTask;
                }

                silent.SetResult();
                return Task.Delay(Timeout.Infinite, token);
            },
        };
        var post = PostAsync();
        await silent.Task.WaitAsync(TimeSpan.FromSeconds(10));
        time.Advance(SpotifyClient.LongestSecretWait);
        Assert.Equal(status, Assert.IsType<SpotifyAnswer.Responded>(await post.WaitAsync(TimeSpan.FromSeconds(10))).Status);
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

    private Task<SpotifyAnswer> PostAsync() => Client().PostAsync(TestDestinations.Direct, Body, CancellationToken.None);

    private SpotifyClient Client()
    {
        var tokens = new CapiTokens(secrets);
        return new SpotifyClient(server.Client, new BearerSources(tokens, tokens), time);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("reset");
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
