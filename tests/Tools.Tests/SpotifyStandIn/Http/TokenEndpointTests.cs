using System.Net.Http.Headers;
using System.Text;
using SpotifyStandIn.Connections;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Http;

public sealed class TokenEndpointTests : StandInTest
{
    [Fact]
    public async Task Known_client_gets_a_bearer_token()
    {
        var reply = await StandIn.AskForTokenAsync();

        Assert.Equal(200, reply.Status);
        Assert.Equal("Bearer", reply.Json.GetProperty("token_type").GetString());
        Assert.Equal(3_600, reply.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal(1, StandIn.Server.Partner.IssuedTokens);
    }

    [Theory]
    [InlineData("client", "wrong")]
    [InlineData("nobody", "client-secret")]
    [InlineData("client", "")]
    public async Task Unknown_client_or_secret_is_an_invalid_client(string client, string secret)
    {
        var reply = await StandIn.AskForTokenAsync(client, secret);

        Assert.Equal((401, """{"error":"invalid_client"}"""), (reply.Status, reply.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer x")]
    [InlineData("Basic !!!")]
    [InlineData("Basic Y2xpZW50")]
    public async Task No_basic_authorization_is_an_invalid_client(string? header)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, StandIn.Server.PartnerTokenEndpoint)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Authorization", header);

        Assert.Equal(401, (await StandIn.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("grant_type=authorization_code", "application/x-www-form-urlencoded", "unsupported_grant_type")]
    [InlineData("", "application/x-www-form-urlencoded", "invalid_request")]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials", "application/x-www-form-urlencoded", "invalid_request")]
    [InlineData("""{"grant_type":"client_credentials"}""", "application/json", "invalid_request")]
    public async Task Other_grant_or_body_is_a_bad_request(string body, string contentType, string error)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, StandIn.Server.PartnerTokenEndpoint) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("client:client-secret")));

        var reply = await StandIn.SendAsync(request);

        Assert.Equal((400, error), (reply.Status, reply.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Token_works_until_it_expires()
    {
        var token = await TokenAsync();
        StandIn.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(200, await PostWithAsync(token));

        StandIn.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, await PostWithAsync(token));
    }

    [Fact]
    public async Task Revoked_token_no_longer_works_but_a_new_one_does()
    {
        var token = await TokenAsync();

        Assert.Equal(204, (await StandIn.DeleteAsync("/partner/tokens")).Status);

        Assert.Equal(401, await PostWithAsync(token));
        Assert.Equal(200, await PostWithAsync(await TokenAsync()));
    }

    [Fact]
    public async Task Rotated_secret_replaces_the_old_one()
    {
        Assert.Equal(204, (await StandIn.PutAsync("/partner/clients/client", """{"secrets":["rotated"]}""")).Status);

        Assert.Equal(401, (await StandIn.AskForTokenAsync()).Status);
        Assert.Equal(200, (await StandIn.AskForTokenAsync(secret: "rotated")).Status);
    }

    [Fact]
    public async Task Secret_with_reserved_characters_arrives_form_encoded_as_the_standard_says()
    {
        StandIn.Server.Partner.Set(new PartnerClient("client", ["a:b+c/ü d"]));

        Assert.Equal(200, (await StandIn.AskForTokenAsync(secret: Uri.EscapeDataString("a:b+c/ü d"))).Status);
    }

    [Fact]
    public async Task Capi_token_at_the_partner_endpoint_is_unauthorized_and_the_other_way_round()
    {
        Assert.Equal(401, await PostWithAsync(TestStandIn.Token));
        Assert.Equal(401, (await StandIn.PostDirectAsync(EventBody.Direct(), await TokenAsync())).Status);
    }

    private async Task<string> TokenAsync() => (await StandIn.AskForTokenAsync()).Json.GetProperty("access_token").GetString()!;

    private async Task<int> PostWithAsync(string token) =>
        (await StandIn.PostAsync(StandIn.Server.PartnerConversionsEndpoint, EventBody.Partner(), token)).Status;
}
