using System.Net;

namespace Tools.Tests.LocalHost.Hosting;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Terminate_lets_running_invocations_end_and_takes_no_more()
    {
        await using var host = await RunningHost.StartAsync();
        await host.Work.SendAsync("1500 message");
        var call = host.Http.GetAsync("slow/1500");
        await host.Process.LogsAsync("began 1500 message, time 1");
        await host.Process.LogsAsync("slow began");
        var worker = host.Process.WorkerId;

        await host.Process.TerminateAsync();
        await host.Process.LogsAsync(entry => entry.Message.StartsWith("Stopped the listener", StringComparison.Ordinal), "a stopped listener");
        await host.Bytes.SendAsync("too late");

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.Equal(0, await host.Process.ExitCodeAsync());
        await host.Process.LogsAsync("ended 1500 message, time 1");
        Assert.False(HostProcess.IsAlive(worker));
        await host.Work.EmptyAsync();
        Assert.Equal(1, await host.Bytes.CountAsync());
    }

    [Fact]
    public async Task Functions_that_do_not_end_are_cancelled_after_the_grace_period()
    {
        await using var host = await RunningHost.StartAsync(new() { ["LocalHost__ShutdownSeconds"] = "1" });
        await host.Work.SendAsync("endless message");
        var call = host.Http.GetAsync("endless/call");
        await host.Process.LogsAsync("began endless message, time 1");
        await host.Process.LogsAsync("began call");

        await host.Process.TerminateAsync();

        Assert.Equal("cancelled", await (await call).Content.ReadAsStringAsync());
        Assert.Equal(0, await host.Process.ExitCodeAsync());
        Assert.Equal(1, (await host.Work.FirstAsync()).DequeueCount);
    }

    [Fact]
    public async Task Cancel_on_stop_cancels_at_once()
    {
        await using var host = await RunningHost.StartAsync(new()
        {
            ["LocalHost__CancelOnStop"] = "true",
            ["LocalHost__ShutdownSeconds"] = "600",
        });
        await host.Work.SendAsync("endless message");
        await host.Process.LogsAsync("began endless message, time 1");

        await host.Process.TerminateAsync();

        Assert.Equal(0, await host.Process.ExitCodeAsync());
        Assert.Equal(1, (await host.Work.FirstAsync()).DequeueCount);
    }

    [Fact]
    public async Task Killed_host_takes_its_worker_with_it()
    {
        await using var host = await RunningHost.StartAsync(new() { ["LocalHost__LeaseSeconds"] = "3" });
        var worker = host.Process.WorkerId;
        Assert.True(HostProcess.IsAlive(worker));
        await host.Process.LogsAsync(entry => entry is { Level: "Warning" } && entry.Message.Contains("shortened to 3 s", StringComparison.Ordinal), "the warning");
        await host.Work.SendAsync("endless message");
        await host.Process.LogsAsync("began endless message, time 1");

        host.Process.Kill();

        await Eventually.TrueAsync(() => !HostProcess.IsAlive(worker), "the worker is gone");
        await host.Work.FirstAsync();
    }
}
