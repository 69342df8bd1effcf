using Testing.Harness;

namespace EndToEnd.Tests.Deployment;

/// <summary><c>infra/smoke</c>, which runs after each deployment, against an app that works and against none.</summary>
[Collection(SharedScenario.Name)]
public sealed class SmokeCheckTests(SharedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Working_app_passes_and_sends_nothing()
    {
        await scenario.Queues.DrainedAsync();
        var before = scenario.Spotify.Received.Requests.Count;

        var (exitCode, output) = await SmokeCheck.RunAsync(scenario.App.Address, limit: 30, ScenarioSettings.FunctionKey);

        Assert.True(exitCode == 0, output);
        Assert.Contains("health is ready", output, StringComparison.Ordinal);
        Assert.Contains("preview maps an order", output, StringComparison.Ordinal);
        Assert.Equal(before, scenario.Spotify.Received.Requests.Count);
    }

    [Fact]
    public async Task Nobody_answers_fails_and_says_so()
    {
        // Port 9 is the discard service, which no machine of today runs.
        var (exitCode, output) = await SmokeCheck.RunAsync(new Uri("http://127.0.0.1:9"), limit: 0, ScenarioSettings.FunctionKey);

        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED  health is not ready", output, StringComparison.Ordinal);
    }
}
