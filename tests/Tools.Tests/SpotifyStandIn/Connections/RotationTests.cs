using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Connections;

public sealed class RotationTests : StandInTest
{
    private const string ConnectionPath = "/connections/" + TestStandIn.ConnectionId;

    [Fact]
    public async Task OldAndNewTokens_WorkDuringTheOverlapAndTheRetiredOneDoesNot()
    {
        Assert.Equal(204, (await StandIn.PutAsync(ConnectionPath, $$"""{"tokens":["{{TestStandIn.Token}}","new"]}""")).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct(), "new")).Status);

        Assert.Equal(204, (await StandIn.PutAsync(ConnectionPath, """{"tokens":["new"]}""")).Status);
        Assert.Equal(401, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct(), "new")).Status);
    }

    [Fact]
    public async Task EmptyTokenList_RevokesEveryToken()
    {
        await StandIn.PutAsync(ConnectionPath, """{"tokens":[]}""");

        Assert.Equal(401, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
    }

    [Fact]
    public async Task RevokedTokenThatAnotherConnectionHolds_IsForbidden()
    {
        await StandIn.PutAsync(ConnectionPath, """{"tokens":["new"]}""");
        await StandIn.PutAsync($"/connections/{Guid.NewGuid()}", $$"""{"tokens":["{{TestStandIn.Token}}"]}""");

        Assert.Equal(403, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
    }

    [Fact]
    public async Task Rotation_KeepsWhetherAliasIsAllowed()
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
    public async Task TokensThatCannotBeSet_AreRefusedAndTheOldOnesStay(string json)
    {
        Assert.Equal(400, (await StandIn.PutAsync(ConnectionPath, json)).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
    }

    [Fact]
    public async Task InProcess_TokensCanBeSetToo()
    {
        StandIn.Server.Connections.SetTokens(new Guid(TestStandIn.ConnectionId), "fresh");

        Assert.Equal(401, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct(), "fresh")).Status);
    }

    [Fact]
    public async Task ListOfConnections_CountsTokensWithoutShowingThem() => Assert.Equal(
        $$"""[{"id":"{{TestStandIn.ConnectionId}}","active_tokens":1,"allow_alias":false}]""", (await StandIn.GetAsync("/connections")).Text);
}
