using System.Text.Json;
using Dev.Commands;
using Dev.Output;
using Tools.Tests.Dev.Push;

namespace Tools.Tests.Dev.Commands;

public sealed class ReplayCommandTests
{
    private static readonly Dictionary<string, object> Wish = new() { ["reason"] = "expired", ["dryRun"] = false };

    [Fact]
    public async Task Job_is_started_and_followed_until_it_is_done_also_when_the_app_is_away_for_a_moment()
    {
        await using var app = (await AppStandIn.StartAsync()).Then(202, Job("running", 10, 5)).ThenHangUp().Then(503).Then(200, Job("running", 20, 20)).Then(200, Job("done", 30, 30));

        Assert.Equal(0, await RunAsync(app.Address));

        Assert.Equal(
            ["POST /api/dead-letters/replays", .. Enumerable.Repeat("GET /api/dead-letters/replays/20260123T130000000-0f1e2d3c", 4)],
            app.Requests.Select(request => $"{request.Method} {request.Address}"));
        Assert.Equal("the-key", app.Requests[0].Headers["x-functions-key"]);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse("""{"reason":"expired","dryRun":false}""").RootElement, JsonDocument.Parse(app.Requests[0].Body).RootElement));
    }

    [Theory]
    [InlineData(202, "done", 30, 29, ReplayCommand.LettersSkipped)]
    [InlineData(200, "dry_run", 30, 29, 0)]
    public async Task Letters_that_are_passed_over_are_told_by_the_exit_code_once_it_is_done(int status, string state, int found, int replayed, int exitCode)
    {
        await using var app = (await AppStandIn.StartAsync()).Then(status, Job(state, found, replayed));

        Assert.Equal(exitCode, await RunAsync(app.Address));
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(409, """{"title":"Conflict","errors":[{"code":"replay_running","message":"Not done."}]}""")]
    [InlineData(200, "{}")]
    [InlineData(503, "")]
    public async Task Job_that_does_not_begin_is_not_followed(int status, string body)
    {
        await using var app = (await AppStandIn.StartAsync()).Then(status, body);

        Assert.Equal(1, await RunAsync(app.Address));
        Assert.Single(app.Requests);
    }

    private static string Job(string status, int found, int replayed) =>
        $$"""{"id":"20260123T130000000-0f1e2d3c","status":"{{status}}","found":{{found}},"replayed":{{replayed}},"skipped":{"too_large":{{found - replayed}} } }""";

    private static Task<int> RunAsync(Uri app) =>
        new ReplayCommand(app, "the-key", Wish, new Terminal(outputIsTerminal: false, errorIsTerminal: false), new HurriedTime()).RunAsync(CancellationToken.None);
}
