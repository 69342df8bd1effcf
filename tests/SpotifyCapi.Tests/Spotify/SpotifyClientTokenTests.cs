using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Settings;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>Where the token comes from, and what is done when it is refused.</summary>
public sealed class SpotifyClientTokenTests : SpotifyClientTest
{
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
    public async Task A_token_that_no_header_can_hold_is_a_secret_that_cannot_be_read()
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
                if (++reads < 2)
                    return Task.CompletedTask;

                silent.SetResult();
                return Task.Delay(Timeout.Infinite, token);
            },
        };
        var post = PostAsync();
        await silent.Task.WaitAsync(TimeSpan.FromSeconds(10));
        time.Advance(SpotifyClient.SecretTimeout);
        Assert.Equal(status, Assert.IsType<SpotifyAnswer.Responded>(await post.WaitAsync(TimeSpan.FromSeconds(10))).Status);
    }
}
