using Dev.Processes;

namespace Tools.Tests.Dev.Processes;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [UnixFact]
    public async Task Lines_arrive_from_both_streams_and_the_exit_code_with_them()
    {
        var output = new List<string>();
        var error = new List<string>();
        await using var child = Bash("echo out; echo err >&2; exit 3", output.Add, error.Add);

        Assert.Equal(3, await child.Exited.WaitAsync(Limit));
        Assert.Equal(["out"], output);
        Assert.Equal(["err"], error);
        Assert.Equal(["err", "out"], child.RecentLines.Order());
    }

    [UnixFact]
    public async Task Child_that_obeys_sigterm_ends_by_itself()
    {
        await using var child = await StartReadyAsync("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done");

        await child.EndAsync().WaitAsync(Limit);

        Assert.Equal(0, await child.Exited.WaitAsync(Limit));
        Assert.Contains("bye", child.RecentLines);
    }

    [UnixFact]
    public async Task Child_that_ignores_sigterm_is_killed_after_its_grace()
    {
        await using var child = await StartReadyAsync("trap '' TERM; echo ready; while :; do sleep 0.05; done");

        await child.EndAsync().WaitAsync(Limit);

        Assert.Equal(137, await child.Exited.WaitAsync(Limit));
    }

    [UnixFact]
    public async Task Ended_child_can_be_ended_again()
    {
        await using var child = Bash("exit 0");
        await child.Exited.WaitAsync(Limit);

        await child.EndAsync().WaitAsync(Limit);

        Assert.Equal(0, await child.Exited);
    }

    [UnixFact]
    public async Task Environment_reaches_the_child_on_top_of_ours()
    {
        var command = new ProcessCommand("bash", "bash", ["-c", "echo $GREETING ${PATH:+path}"], Path.GetTempPath())
        {
            Environment = new Dictionary<string, string> { ["GREETING"] = "hello" },
        };
        await using var child = ChildProcess.TryStart(command);
        Assert.NotNull(child);
        await child.Exited.WaitAsync(Limit);

        Assert.Equal(["hello path"], child.RecentLines);
    }

    [Fact]
    public async Task Tool_that_does_not_exist_is_not_found()
    {
        var result = await Tool.RunAsync(new ProcessCommand("x", "no-such-program-anywhere", [], Path.GetTempPath()), CancellationToken.None);

        Assert.Null(result);
    }

    [UnixFact]
    public async Task Stopped_tool_is_gone_when_the_wait_ends()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var pid = Path.Combine(folder.FullName, "pid");
        var command = new ProcessCommand("bash", "bash", ["-c", $"echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 60"], folder.FullName);
        var running = Tool.RunAsync(command, stop.Token);
        await Eventually.TrueAsync(() => File.Exists(pid), "the process writes its id", Limit);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit));
        Assert.False(Running.Has(int.Parse(await File.ReadAllTextAsync(pid), System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static async Task<ChildProcess> StartReadyAsync(string script)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var child = Bash(script, line =>
        {
            if (line == "ready")
                ready.TrySetResult();
        });
        await ready.Task.WaitAsync(Limit);
        return child;
    }

    private static ChildProcess Bash(string script, Action<string>? onOutput = null, Action<string>? onError = null)
    {
        var command = new ProcessCommand("bash", "bash", ["-c", script], Path.GetTempPath()) { Grace = TimeSpan.FromSeconds(1) };
        return ChildProcess.TryStart(command, onOutput, onError) ?? throw new InvalidOperationException("bash is needed for this test.");
    }
}
