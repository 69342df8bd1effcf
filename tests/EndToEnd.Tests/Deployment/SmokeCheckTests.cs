using System.Diagnostics;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Deployment;

/// <summary><c>infra/smoke</c>, which runs after each deployment, against an app that works and against none.</summary>
[Collection(SharedScenario.Name)]
public sealed class SmokeCheckTests(SharedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task WorkingApp_PassesAndSendsNothing()
    {
        await scenario.Queues.DrainedAsync();
        var before = scenario.Spotify.Received.Requests.Count;

        var (exitCode, output) = await RunAsync(scenario.App.Address, limit: 30, ScenarioSettings.FunctionKey);

        Assert.True(exitCode == 0, output);
        Assert.Contains("health is ready", output, StringComparison.Ordinal);
        Assert.Contains("preview maps an order", output, StringComparison.Ordinal);
        Assert.Equal(before, scenario.Spotify.Received.Requests.Count);
    }

    [Fact]
    public async Task NobodyAnswers_FailsAndSaysSo()
    {
        // Port 9 is the discard service, which no machine of today runs.
        var (exitCode, output) = await RunAsync(new Uri("http://127.0.0.1:9"), limit: 0, ScenarioSettings.FunctionKey);

        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED  health is not ready", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(Uri app, int limit, string key)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Root(), "infra", "smoke"), app.AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FUNCTION_KEY"] = key;
        start.Environment["SMOKE_SECONDS"] = limit.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["no_proxy"] = "127.0.0.1";
        using var smoke = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = smoke.StandardOutput.ReadToEndAsync();
        var errors = smoke.StandardError.ReadToEndAsync();
        await smoke.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (smoke.ExitCode, await output + await errors);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.GetFiles("*.sln").Length == 0)
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests are not inside a checkout.");
    }
}
