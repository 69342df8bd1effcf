using System.Net;
using System.Net.Sockets;

namespace Tools.Tests.LocalHost.Hosting;

public sealed class RefusedStartTests : IDisposable
{
    private const int DevelopersMistake = 2;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("localhost-");

    [Theory]
    [InlineData("--app is missing.", "--port", "0")]
    [InlineData("'--port' is no option, or what follows it is no value for it.", "--app", "here", "--port", "70000")]
    [InlineData("'--ap' is no option", "--ap", "here")]
    [InlineData("'--app' is no option, or what follows it is no value for it.", "--app")]
    [InlineData("is not a built Functions app: it has no host.json.", "--app", "nowhere")]
    public async Task Bad_command_line_is_one_line(string expected, params string[] arguments) =>
        Assert.Contains(expected, await MistakeAsync(arguments), StringComparison.Ordinal);

    [Theory]
    [InlineData("{", null, "host.json cannot be read")]
    [InlineData("{}", null, "is not a built Functions app: it has no worker.config.json.")]
    [InlineData("{}", "{}", "worker.config.json cannot be read")]
    [InlineData("{}", """{"description":{"defaultExecutablePath":"dotnet","defaultWorkerPath":"Gone.dll"}}""", "names Gone.dll, which is not there")]
    public async Task Broken_build_is_one_line(string hostJson, string? workerConfig, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "host.json"), hostJson);
        if (workerConfig is not null)
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "worker.config.json"), workerConfig);

        Assert.Contains(expected, await MistakeAsync(["--app", folder.FullName]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_in_use_is_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.Equal($"Port {port} is in use; choose another with --port.", await MistakeAsync(["--app", HostProcess.App, "--port", $"{port}"]));
    }

    [Theory]
    [InlineData("WorkQueue", "", "The setting WorkQueue is missing; function Work names it in '%WorkQueue%'.")]
    [InlineData("Rhythm", "every day", "Function AtStart: 'every day' is not an NCRONTAB schedule.")]
    [InlineData("AzureWebJobs.Underscores.Disabled", "false", "so that %Under__Scores% is never found there and the function would be disabled.")]
    public async Task Setting_that_a_trigger_needs_is_named_before_anything_is_served(string setting, string value, string expected)
    {
        await using var host = new HostProcess(new() { [setting] = value, ["Under__Scores"] = "there" });

        Assert.Equal(DevelopersMistake, await host.ExitCodeAsync());
        Assert.Single(host.Errors, line => line.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(host.Errors, line => line.Contains("Now listening on", StringComparison.Ordinal));
        Assert.False(HostProcess.IsAlive(host.WorkerId));
    }

    [Fact]
    public async Task Host_JSON_that_the_SDK_refuses_is_one_line()
    {
        await using var host = new HostProcess(new()
        {
            ["AzureWebJobsStorage"] = await Storage.ConnectionStringAsync(),
            ["AzureFunctionsJobHost__extensions__queues__batchSize"] = "33",
        });

        Assert.Equal(DevelopersMistake, await host.ExitCodeAsync());
        Assert.Single(host.Errors, line => line.StartsWith("The queue listeners did not start: ", StringComparison.Ordinal) && line.Contains("BatchSize", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Worker_that_refuses_its_settings_is_not_started_again_and_its_lines_are_told_once()
    {
        await using var host = new HostProcess(new() { ["Refuse"] = "Important" });

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Single(host.Log, entry => entry is { Level: "Error", Category: "Host.Function.Console", Message: "error: Important is missing." });
        Assert.Single(host.Log, entry => entry.Message == "error: Important is also not a number.");
        Assert.Single(host.Log, entry => entry.Message == "The worker did not become ready: it exited with code 1.");
    }

    [Fact]
    public async Task Lines_that_host_JSON_keeps_back_are_told_when_the_worker_refuses()
    {
        await using var host = new HostProcess(new()
        {
            ["Refuse"] = "Important",
            ["AzureFunctionsJobHost__logging__logLevel__Host.Function.Console"] = "None",
        });

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Single(host.Errors, line => line.Contains("error: Important is missing.", StringComparison.Ordinal));
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <returns>The one line that is told.</returns>
    private static async Task<string> MistakeAsync(string[] arguments)
    {
        await using var host = new HostProcess(arguments: arguments);

        Assert.Equal(DevelopersMistake, await host.ExitCodeAsync());
        Assert.Empty(host.Output);
        return Assert.Single(host.Errors);
    }
}
