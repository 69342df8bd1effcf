using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace LocalRuntime.Tests.Hosting;

public sealed class AppProcessTests
{
    [Theory]
    [InlineData("FromFile", "file")]
    [InlineData("Nested:Key", "nested")]
    [InlineData("Overridden", "environment")]
    [InlineData("OverriddenTwice", "command line")]
    [InlineData("AzureFunctionsJobHost:extensions:queues:maxDequeueCount", "3")]
    public async Task Settings_ComeFromFileThenEnvironmentThenCommandLine(string setting, string expected)
    {
        await using var app = new AppProcess(
            ["--port", "0", "--AzureWebJobs.Work.Disabled=true", "--OverriddenTwice=command line"],
            new() { ["Overridden"] = "environment", ["OverriddenTwice"] = "environment" });

        Assert.Equal(expected, await app.GetAsync("/prefix/settings/" + setting));
    }

    [Fact]
    public async Task EnableAuth_PrintsGeneratedKeysOnceOutsideTheLog()
    {
        await using var app = new AppProcess(["--enable-auth", "--port", "0", "--AzureWebJobs.Work.Disabled=true", "--LocalRuntime:MasterKey=m"]);
        await app.PortAsync();

        var key = Assert.Single(app.Errors, line => line.Contains("key", StringComparison.Ordinal))["function key: ".Length..];

        Assert.Equal(43, key.Length);
        Assert.Equal("file", await app.GetAsync("/prefix/settings/FromFile", key));
        await Assert.ThrowsAsync<HttpRequestException>(() => app.GetAsync("/prefix/settings/FromFile"));
    }

    [Fact]
    public async Task PortInUse_IsOneLineAndExitCode2()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var app = new AppProcess(["--port", $"{port}"]);

        Assert.Equal(2, await app.ExitCodeAsync());
        Assert.Equal([$"Port {port} is in use; choose another with --port."], app.Errors);
    }

    [Fact]
    public async Task JsonLog_IsOneObjectPerLineOnStandardError()
    {
        await using var app = new AppProcess(
            ["--port", "0", "--AzureWebJobs.Work.Disabled=true"], new() { ["LocalRuntime__LogFormat"] = "json" });
        await app.GetAsync("/prefix/settings/FromFile?code=never-logged");

        var categories = app.Errors.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Category").GetString()).ToList();

        Assert.NotEmpty(categories);
        Assert.All(categories, category => Assert.Equal("Microsoft.Hosting.Lifetime", category));
        Assert.Empty(app.Output);
    }
}
