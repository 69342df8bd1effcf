using System.Diagnostics;
using System.Globalization;
using Dev.Processes;

namespace Tools.Tests.Dev.Processes;

public sealed class ChildrenTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly string DevAssembly = Path.Combine(AppContext.BaseDirectory, "Dev.dll");

    [UnixFact]
    public async Task Disposal_ends_every_child_the_last_started_first()
    {
        using var folder = new TemporaryFolder();
        var order = Path.Combine(folder.FullName, "order");
        await using (var children = new Children(DevAssembly))
        {
            foreach (var name in (string[])["storage", "app"])
                Start(children, folder, $"trap 'echo {name} >> {order}; exit 0' TERM; touch {name}; while :; do sleep 0.05; done");
            await Eventually.TrueAsync(() => File.Exists(Path.Combine(folder.FullName, "app")) && File.Exists(Path.Combine(folder.FullName, "storage")), "both processes write their ids", Limit);
        }

        Assert.Equal(["app", "storage"], await File.ReadAllLinesAsync(order));
    }

    [UnixFact]
    public async Task Child_that_ends_by_itself_is_told()
    {
        using var folder = new TemporaryFolder();
        await using var children = new Children(DevAssembly);
        Start(children, folder, "exec sleep 60");
        var app = Start(children, folder, "exit 7");

        var ended = await children.AnyExitAsync(CancellationToken.None).WaitAsync(Limit);

        Assert.Same(app, ended);
        Assert.Equal(7, await ended.Exited);
    }

    [UnixFact]
    public async Task Parent_that_is_gone_has_its_children_ended_by_the_guard()
    {
        await using var child = ChildProcess.TryStart(Sleep());
        await using var spared = ChildProcess.TryStart(Sleep());
        Assert.NotNull(child);
        Assert.NotNull(spared);
        var guard = new Guard(new StringReader(string.Create(CultureInfo.InvariantCulture, $"+{child.Id}\n+{spared.Id}\n-{spared.Id}\nnonsense\n")), TimeSpan.FromSeconds(5));

        await guard.RunAsync().WaitAsync(Limit);

        Assert.Equal(143, await child.Exited.WaitAsync(Limit));
        Assert.True(Running.Has(spared.Id));
    }

    [UnixFact]
    public async Task Guard_whose_parent_is_killed_ends_the_child()
    {
        await using var child = ChildProcess.TryStart(Sleep());
        Assert.NotNull(child);
        // bash stands for the parent: it holds the guard's pipe and dies of SIGKILL without closing anything itself.
        var script = $"exec 3> >(exec dotnet '{DevAssembly}' guard); echo +{child.Id} >&3; kill -KILL $$";
        await using var parent = ChildProcess.TryStart(new ProcessCommand("bash", "bash", ["-c", script], Path.GetTempPath()));

        Assert.Equal(143, await child.Exited.WaitAsync(Limit));
    }

    private static ProcessCommand Sleep() => new("sleep", "sleep", ["60"], Path.GetTempPath());

    private static ChildProcess Start(Children children, TemporaryFolder folder, string script) =>
        children.TryStart(new ProcessCommand("bash", "bash", ["-c", script], folder.FullName) { Grace = TimeSpan.FromSeconds(5) })
        ?? throw new InvalidOperationException("bash is needed for this test.");
}

/// <summary>Looks at processes from outside.</summary>
internal static class Running
{
    /// <summary>True while the process runs; one that has ended and only waits to be reaped does not.</summary>
    public static bool Has(int processId)
    {
        var status = $"/proc/{processId}/stat";
        if (Directory.Exists("/proc/self"))
            return File.Exists(status) && !ReadOrEmpty(status).Contains(") Z ", StringComparison.Ordinal);
        return Process.GetProcesses().Any(process => process.Id == processId);
    }

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ") Z ";
        }
    }

    /// <returns>Whether a process that was started with this argument is still there.</returns>
    public static bool WithArgument(string argument) => Directory.EnumerateDirectories("/proc").Any(process => Arguments(process).Contains(argument));

    private static string[] Arguments(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
        }
        catch (IOException)
        {
            // No process, or it has ended meanwhile.
            return [];
        }
    }
}
