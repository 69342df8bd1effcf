using System.Text;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Settings;

namespace SpotifyCapi.Tests.Spotify;

public sealed class PartnerTokensTests : IDisposable
{
    private static readonly Destination Partner = TestDestinations.Partner;

    private readonly ScriptedServer server = new();
    private readonly FakeTimeProvider time = new(SampleEvent.Now);
    private readonly FakeSecrets secrets = new(("client-id", "id:1"), ("client-secret", "pässword\n"));
    private readonly PartnerTokens tokens;

    public PartnerTokensTests() => tokens = new PartnerTokens(server.Client, secrets, time);

    public void Dispose()
    {
        tokens.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task A_token_is_asked_for_as_the_guide_does_it()
    {
        server.Then(200, Token("t-1"));

        Assert.Equal("t-1", await GetAsync());
        var seen = Assert.Single(server.Seen);
        Assert.Equal((HttpMethod.Post, Partner.Partner!.TokenEndpoint), (seen.Method, seen.Address));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("id:1:pässword")), seen.Authorization);
        Assert.Equal("application/x-www-form-urlencoded", seen.ContentType);
        Assert.Equal("grant_type=client_credentials", seen.Text);
    }

    [Theory]
    [InlineData("3600", 3540)]
    [InlineData("\"3600\"", 3540)]
    [InlineData("121", 61)]
    [InlineData("120", 60)]
    [InlineData("10", 5)]
    [InlineData("999999999999", 86_340)]
    public async Task A_token_is_kept_until_shortly_before_it_expires(string expiresIn, int seconds)
    {
        server.Then(200, Token("t-1", expiresIn)).Then(200, Token("t-2"));

        Assert.Equal("t-1", await GetAsync());
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("t-1", await GetAsync());
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("t-2", await GetAsync());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    public async Task A_token_that_has_expired_already_is_used_once(string expiresIn)
    {
        server.Then(200, Token("t-1", expiresIn)).Then(200, Token("t-2"));

        Assert.Equal("t-1", await GetAsync());
        Assert.Equal("t-2", await GetAsync());
    }

    [Fact]
    public async Task A_token_without_a_life_time_lives_an_hour()
    {
        server.Then(200, """{"access_token":"t-1","token_type":"Bearer"}""").Then(200, Token("t-2"));

        await GetAsync();
        time.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal("t-1", await GetAsync());
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("t-2", await GetAsync());
    }

    [Fact]
    public async Task Fifty_callers_at_once_share_one_fetch()
    {
        var release = new TaskCompletionSource();
        server.Then(async (_, cancellationToken) =>
        {
            await release.Task.WaitAsync(cancellationToken);
            return ScriptedServer.Answer(200, Token("t-1"));
        });
        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(GetAsync)).ToArray();

        release.SetResult();

        Assert.All(await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(30)), token => Assert.Equal("t-1", token));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Each_destination_has_its_own_token()
    {
        server.Then(200, Token("t-1")).Then(200, Token("t-2"));
        var other = Partner with { Name = "other" };

        Assert.Equal("t-1", await GetAsync());
        Assert.Equal("t-2", await tokens.GetAsync(other, CancellationToken.None));
        Assert.Equal("t-1", await GetAsync());
    }

    [Fact]
    public async Task A_token_endpoint_that_is_silent_holds_up_no_other_destination()
    {
        var answer = new TaskCompletionSource();
        server.Then(async (_, _) =>
        {
            await answer.Task;
            return ScriptedServer.Answer(200, Token("t-1"));
        }).Then(200, Token("t-2"));
        var first = GetAsync();

        Assert.Equal("t-2", await tokens.GetAsync(Partner with { Name = "other" }, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));

        await Task.Run(answer.SetResult);
        Assert.Equal("t-1", await first.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_client_secret_that_was_rotated_is_read_anew_when_it_is_refused(int status)
    {
        server.Then(status).Then(200, Token("t-1"));
        secrets.Stored["client-secret"] = "new";

        Assert.Equal("t-1", await GetAsync());

        Assert.Equal("Basic " + Convert.ToBase64String("id:1:new"u8), server.Seen.Last().Authorization);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_refused_token_is_fetched_anew_and_not_more_than_once_in_a_while()
    {
        server.Then(200, Token("t-1")).Then(200, Token("t-2")).Then(200, Token("t-3"));
        await GetAsync();

        Assert.Equal("t-2", await tokens.RefreshAsync(Partner, CancellationToken.None));
        Assert.Equal("t-2", await GetAsync());
        Assert.Equal("t-2", await tokens.RefreshAsync(Partner, CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("t-3", await tokens.RefreshAsync(Partner, CancellationToken.None));
        Assert.Equal("t-3", await GetAsync());
    }

    [Fact]
    public async Task Fifty_requests_with_a_refused_token_fetch_one_new_token_and_all_go_again()
    {
        server.Rule = seen => seen.Address == Partner.Partner!.TokenEndpoint
            ? ScriptedServer.Answer(200, Token($"t-{server.Seen.Count(request => request.Address == Partner.Partner.TokenEndpoint)}"))
            : ScriptedServer.Answer(seen.Authorization == "Bearer t-1" ? 401 : 200);
        var client = new SpotifyClient(server.Client, new BearerTokens(secrets, tokens), time);

        var posts = Enumerable.Range(0, 50).Select(_ => Task.Run(() => client.PostAsync(Partner, "{}"u8.ToArray(), CancellationToken.None)));
        var answers = await Task.WhenAll(posts).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.All(answers, answer => Assert.Equal(200, Assert.IsType<SpotifyAnswer.Responded>(answer).Status));
        Assert.Equal(2, server.Seen.Count(request => request.Address == Partner.Partner!.TokenEndpoint));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client"}""")]
    [InlineData(401, "")]
    [InlineData(500, "")]
    [InlineData(302, "")]
    [InlineData(200, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "null")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"access_token":""}""")]
    [InlineData(200, """{"access_token":7}""")]
    [InlineData(200, """{"access_token":"tell-nobody","expires_in":{}}""")]
    public async Task Whatever_else_the_token_endpoint_says_the_secret_is_unavailable(int status, string body)
    {
        server.Then(status, body).Then(200, Token("t-1"));

        var exception = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await GetAsync());

        Assert.Equal("client-secret", exception.Name);
        Assert.DoesNotContain("tell-nobody", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal("t-1", await GetAsync());
    }

    [Fact]
    public async Task A_token_endpoint_that_cannot_be_reached_makes_the_secret_unavailable()
    {
        server.Then((_, _) => throw new HttpRequestException("refused"));

        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await GetAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_stop_the_next_one()
    {
        using var impatient = new CancellationTokenSource();
        server.Then(async (_, cancellationToken) =>
        {
            await impatient.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return ScriptedServer.Answer(500);
        }).Then(200, Token("t-1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await tokens.GetAsync(Partner, impatient.Token));

        Assert.Equal("t-1", await GetAsync());
    }

    private Task<string> GetAsync() => tokens.GetAsync(Partner, CancellationToken.None).AsTask();

    private static string Token(string token, string expiresIn = "3600") =>
        $$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":{{expiresIn}}}""";
}
