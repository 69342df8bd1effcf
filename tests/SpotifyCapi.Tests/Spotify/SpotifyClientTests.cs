using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Spotify;

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
