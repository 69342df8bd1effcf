using System.Text.Json;

namespace Tools.Tests.LocalHost.Logging;

[Collection(SharedHost.Name)]
public sealed class LogTests(SharedHost.Fixture shared)
{
    private HostProcess Host => shared.Host.Process;

    [Fact]
    public async Task Lines_of_the_worker_have_the_functions_category_and_tell_where_they_come_from()
    {
        await shared.Host.Http.GetAsync("Talk");
        await Host.LogsAsync("talk warns");

        var line = Host.Log.First(entry => entry.Message == "talk informs");

        Assert.Equal(("Information", "Function.Talk.User"), (line.Level, line.Category));
        Assert.Equal("LocalHost.TestApp.Trouble", line.State.GetProperty("WorkerCategory").GetString());
        Assert.Equal("Tell", line.State.GetProperty("EventName").GetString());
        Assert.True(Guid.TryParse(line.State.GetProperty("InvocationId").GetString(), out _));
        Assert.False(line.State.GetProperty("Background").GetBoolean());
        Assert.DoesNotContain(Host.Log, entry => entry.Message == "nobody's line");
    }

    [Fact]
    public async Task Levels_of_host_JSON_apply_to_the_functions_name()
    {
        await shared.Host.Http.GetAsync("Chatty");

        await Host.LogsAsync("chatty warns");
        Assert.DoesNotContain(Host.Log, entry => entry.Message == "chatty informs");
    }

    [Theory]
    [InlineData("talk prints", "Information")]
    [InlineData("talk prints a Warning", "Warning")]
    [InlineData("talk failed to be silent", "Error")]
    public async Task Printed_lines_get_a_level_from_their_words(string line, string level)
    {
        await shared.Host.Http.GetAsync("Talk");

        await Host.LogsAsync(line);
        var entry = Host.Log.First(entry => entry.Message == line);
        Assert.Equal((level, "Host.Function.Console"), (entry.Level, entry.Category));
    }

    [Fact]
    public async Task Every_line_is_JSON_on_standard_error_and_told_once()
    {
        await shared.Host.Http.GetAsync("Mvc");
        await shared.Host.Work.SendAsync("0 once");
        await Host.LogsAsync("ended 0 once, time 1");

        Assert.Empty(Host.Output);
        Assert.All(Host.Errors, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.Single(Host.Log, entry => entry.Message.StartsWith("Now listening on", StringComparison.Ordinal));
        Assert.Single(Host.Log, entry => entry.Message == "began 0 once, time 1");
        Assert.Single(Host.Log, entry => entry.Message == "Disabled: Sleeper, Underscores");
        Assert.DoesNotContain(Host.Log, entry => entry.Category == "Host.Results");
    }

    [Fact]
    public async Task Background_lines_and_text_format_when_asked_for()
    {
        await using var host = await RunningHost.StartAsync(new()
        {
            ["LocalHost__BackgroundLogs"] = "true",
            ["LocalHost__LogFormat"] = "text",
            ["AzureFunctionsJobHost__logging__logLevel__default"] = "Warning",
            ["AzureFunctionsJobHost__logging__logLevel__Worker.Background"] = "Information",
        });
        await host.Http.GetAsync("Talk");

        await Eventually.TrueAsync(() => host.Process.Errors.Any(line => line.EndsWith("Worker.Background[0] nobody's line", StringComparison.Ordinal)), "the line");
        Assert.Single(host.Process.Errors, line => line.EndsWith("warn: Function.Talk.User[0] talk warns", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Process.Errors, line => line.EndsWith("talk informs", StringComparison.Ordinal));
    }
}
