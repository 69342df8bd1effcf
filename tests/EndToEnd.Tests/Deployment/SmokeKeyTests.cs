using EndToEnd.Tests.Access;
using Testing.Harness;

namespace EndToEnd.Tests.Deployment;

/// <summary><c>infra/smoke</c> against an app that asks for keys.</summary>
[Collection(LockedScenario.Name)]
public sealed class SmokeKeyTests(LockedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Wrong_key_fails_at_the_preview()
    {
        var (exitCode, output) = await SmokeCheck.RunAsync(scenario.App.Address, limit: 30, "wrong-key");

        Assert.Equal(1, exitCode);
        Assert.Contains("ok      health is ready", output, StringComparison.Ordinal);
        Assert.Contains("FAILED  preview answered 401", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-key", output, StringComparison.Ordinal);

        var (rightCode, rightOutput) = await SmokeCheck.RunAsync(scenario.App.Address, limit: 30, ScenarioSettings.FunctionKey);
        Assert.True(rightCode == 0, rightOutput);
    }
}
