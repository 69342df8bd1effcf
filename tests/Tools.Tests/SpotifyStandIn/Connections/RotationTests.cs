using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Connections;

public sealed class RotationTests : StandInTest
{
    private const string ConnectionPath = "/connections/" + TestStandIn.ConnectionId;

    [Fact]
    public async Task Old_and_new_tokens_work_during_the_overlap_and_the_retired_one_does_not()
    {
        Assert.Equal(204, (await StandIn.PutAsync(ConnectionPath, $$"""{"tokens":["{{TestStandIn.Token}}","new"]}""")).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct(), "new")).Status);

        Assert.Equal(204, (await StandIn.PutAsync(ConnectionPath, """{"tokens":["new"]}""")).Status);
        Assert.Equal(401, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct(), "new")).Status);
    }

    [Fact]
    public async Task Empty_token_list_revokes_every_token()
    {
        await StandIn.PutAsync(ConnectionPath, """{"tokens":[]}""");

        Assert.Equal(401, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
    }

    [Fact]
    public async Task Revoked_token_that_another_connection_holds_is_forbidden()
    {
        await StandIn.PutAsync(ConnectionPath, """{"tokens":["new"]}""");
        await StandIn.PutAsync($"/connections/{Guid.NewGuid()}", $$"""{"tokens":["{{TestStandIn.Token}}"]}""");

        Assert.Equal(403, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
    }

    [Fact]
    public async Task Rotation_keeps_whether_alias_is_allowed()
    {
        await StandIn.PutAsync(ConnectionPath, """{"tokens":["a"],"allow_alias":true}""");
        await StandIn.PutAsync(ConnectionPath, """{"tokens":["b"]}""");

        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct().With("event_name", "\"ALIAS\""), "b")).Status);
    }

    [Theory]
    [InlineData("""{"tokens":["a","b","c","d"]}""")]
    [InlineData("""{"tokens":[" "]}""")]
    [InlineData("""{"tokens":null}""")]
    [InlineData("""{"token":"a"}""")]
    [InlineData("""{}""")]
    [InlineData("""null""")]
    [InlineData("""not json""")]
    public async Task Tokens_that_cannot_be_set_are_refused_and_the_old_ones_stay(string json)
    {
        Assert.Equal(400, (await StandIn.PutAsync(ConnectionPath, json)).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
    }

    [Fact]
    public async Task In_process_tokens_can_be_set_too()
    {
        StandIn.Server.Connections.SetTokens(new Guid(TestStandIn.ConnectionId), "fresh");

        Assert.Equal(401, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct(), "fresh")).Status);
    }

    [Fact]
    public async Task List_of_connections_counts_tokens_without_showing_them() => Assert.Equal(
        $$"""[{"id":"{{TestStandIn.ConnectionId}}","active_tokens":1,"allow_alias":false}]""", (await StandIn.GetAsync("/connections")).Text);
}
