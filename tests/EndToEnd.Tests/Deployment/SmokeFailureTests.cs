using System.Net;
using EndToEnd.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Tests.Deployment;

/// <summary><c>infra/smoke</c> against apps that answer health and no more.</summary>
public sealed class SmokeFailureTests
{
    private const string Accepted = """{"events":[{"status":"accepted"}]}""";

    [Fact]
    public async Task WrongKey_FailsAtThePreview()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions { Arguments = ["--enable-auth"] });

        var (exitCode, output) = await SmokeCheck.RunAsync(scenario.App.Address, limit: 30, "wrong-key");

        Assert.Equal(1, exitCode);
        Assert.Contains("ok      health is ready", output, StringComparison.Ordinal);
        Assert.Contains("FAILED  preview answered 401", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-key", output, StringComparison.Ordinal);

        var (rightCode, rightOutput) = await SmokeCheck.RunAsync(scenario.App.Address, limit: 30, ScenarioSettings.FunctionKey);
        Assert.True(rightCode == 0, rightOutput);
    }

    [Theory]
    [InlineData(404, "not here", "FAILED  preview answered 404: not here")]
    [InlineData(500, Accepted, "FAILED  preview answered 500")]
    [InlineData(200, """{ "events": [ { "status": "rejected" } ] }""", "FAILED  preview did not accept the order")]
    [InlineData(200, """{"events":[{"status":"accepted","email":"smoke-check@example.com"}]}""", "FAILED  preview shows an e-mail address")]
    [InlineData(503, "", "FAILED  health is not ready after 0 s", 503)]
    public async Task WrongAnswer_FailsAndSaysWhy(int status, string answer, string problem, int health = 200)
    {
        await using var app = await StartAsync(health, status, answer);

        var (exitCode, output) = await SmokeCheck.RunAsync(new Uri(app.Urls.Single()), limit: 0, ScenarioSettings.FunctionKey);

        Assert.Equal(1, exitCode);
        Assert.Contains(problem, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RightAnswers_Pass()
    {
        await using var app = await StartAsync(200, 200, Accepted);

        var (exitCode, output) = await SmokeCheck.RunAsync(new Uri(app.Urls.Single()), limit: 0, ScenarioSettings.FunctionKey);

        Assert.True(exitCode == 0, output);
    }

    private static async Task<WebApplication> StartAsync(int health, int status, string answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(http =>
        {
            var isHealth = http.Request.Path == "/api/health";
            http.Response.StatusCode = isHealth ? health : status;
            return http.Response.WriteAsync(isHealth ? "{}" : answer);
        });
        await app.StartAsync();
        return app;
    }
}
