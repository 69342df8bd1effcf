using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Testing.Harness;

namespace EndToEnd.Tests.Deployment;

/// <summary><c>infra/smoke</c> against servers that answer as no working app does, and one that answers as a working one.</summary>
public sealed class SmokeFailureTests
{
    private const string Accepted = """{"events":[{"status":"accepted"}]}""";

    [Theory]
    [InlineData(404, "not here", "FAILED  preview answered 404: not here")]
    [InlineData(500, Accepted, "FAILED  preview answered 500")]
    [InlineData(200, """{ "events": [ { "status": "rejected" } ] }""", "FAILED  preview did not accept the order")]
    [InlineData(200, """{"events":[{"status":"accepted","email":"smoke-check@example.com"}]}""", "FAILED  preview shows an e-mail address")]
    [InlineData(503, "", "FAILED  health is not ready after 0 s", 503)]
    public async Task Wrong_answer_fails_and_says_why(int status, string answer, string problem, int health = 200)
    {
        await using var app = await StartAsync(health, status, answer);

        var (exitCode, output) = await SmokeCheck.RunAsync(new Uri(app.Urls.Single()), limit: 0, ScenarioSettings.FunctionKey);

        Assert.Equal(1, exitCode);
        Assert.Contains(problem, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Right_answers_pass()
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
