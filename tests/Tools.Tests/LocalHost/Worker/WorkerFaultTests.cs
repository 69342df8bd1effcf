using System.Net;

namespace Tools.Tests.LocalHost.Worker;

public sealed class WorkerFaultTests : IDisposable
{
    private readonly string crashIfThere = Path.GetTempFileName();

    public WorkerFaultTests() => File.Delete(crashIfThere);

    [Fact]
    public async Task Crash_and_cut_stream_fail_what_runs_and_another_worker_takes_over()
    {
        await using var host = await RunningHost.StartAsync(new() { ["LocalHost__RestartIntervalSeconds"] = "0" });
        await host.Work.SendAsync("3000 message");
        var call = host.Http.GetAsync("endless/call");
        await host.Process.LogsAsync("began 3000 message, time 1");
        await host.Process.LogsAsync("began call");
        var first = host.Process.WorkerId;

        await HostProcess.SignalAsync(first, "KILL");

        using var answer = await call;
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());

        // Until the host has noticed, it sends requests to the worker that is dead.
        await host.Process.LogsAsync("The worker ended: it exited with code 137. Starting another (1 of 3).");
        Assert.StartsWith("5 x", await host.Http.GetStringAsync("texts/5/x"), StringComparison.Ordinal);
        var second = host.Process.WorkerId;
        Assert.NotEqual(first, second);
        await host.Process.LogsAsync("ended 3000 message, time 2");
        Assert.Single(host.Process.Log, entry => entry.Message == "The worker ended: it exited with code 137. Starting another (1 of 3).");

        // Its answer may have passed before the host notices.
        (await host.Http.GetAsync("Cut")).Dispose();
        await host.Process.LogsAsync("The worker ended: its gRPC stream ended. Starting another (2 of 3).");

        Assert.StartsWith("5 x", await host.Http.GetStringAsync("texts/5/x"), StringComparison.Ordinal);
        Assert.False(HostProcess.IsAlive(second));
    }

    [Fact]
    public async Task Worker_that_keeps_crashing_ends_the_host_after_three_errors()
    {
        await using var host = await RunningHost.StartAsync(new() { ["CrashIfThere"] = crashIfThere, ["LocalHost__RestartIntervalSeconds"] = "0.1" });
        await File.WriteAllTextAsync(crashIfThere, "");

        await HostProcess.SignalAsync(host.Process.WorkerId, "KILL");

        Assert.Equal(1, await host.Process.ExitCodeAsync());
        Assert.Single(host.Process.Log, entry =>
            entry.Level == "Critical" && entry.Message.Contains("Exceeded language worker restart retry count", StringComparison.Ordinal));
        Assert.False(HostProcess.IsAlive(host.Process.WorkerId));
    }

    [Fact]
    public async Task Worker_that_ends_by_itself_with_code_0_ends_the_host()
    {
        await using var host = await RunningHost.StartAsync();

        using var answer = await host.Http.GetAsync("Exit");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(1, await host.Process.ExitCodeAsync());
        Assert.Single(host.Process.Log, entry => entry.Message == "its last word");
    }

    [Fact]
    public async Task Hung_worker_fails_calls_and_keeps_messages_leased()
    {
        await using var host = await RunningHost.StartAsync(new() { ["LocalHost__ActivitySeconds"] = "1" });
        await host.Process.LogsAsync(entry => entry.Message == "Job host started", "the listeners");
        await HostProcess.SignalAsync(host.Process.WorkerId, "STOP");
        await host.Work.SendAsync("0 hidden");

        using var answer = await host.Http.GetAsync("texts/5");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        await Eventually.TrueAsync(async () => (await host.Work.PeekMessageAsync()).Value is null, "the message is leased");
        Assert.Equal(1, await host.Work.CountAsync());
    }

    [Fact]
    public async Task Function_that_takes_too_long_has_failed_even_if_it_ends()
    {
        await using var host = await RunningHost.StartAsync(new() { ["AzureFunctionsJobHost__functionTimeout"] = "00:00:01" });
        await host.Work.SendAsync("1600 long");

        await host.Process.LogsAsync("began 1600 long, time 2");

        Assert.Contains(host.Process.Log, entry =>
            entry.Message.StartsWith("Timeout value of 00:00:01 exceeded by function 'Functions.Work'", StringComparison.Ordinal));
    }

    public void Dispose() => File.Delete(crashIfThere);
}
