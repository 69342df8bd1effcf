using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Dev.Processes;

/// <summary>
/// A small second process that survives ours and ends our children when we cannot do it ourselves. The app and Azurite know nothing
/// of a parent, and no operating system but Linux ends children with it.
/// </summary>
internal sealed class GuardProcess : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private readonly Process process;
    private readonly Lock writing = new();

    private GuardProcess(Process process) => this.process = process;

    public static GuardProcess Start(string devAssembly)
    {
        var command = new ProcessCommand("guard", "dotnet", [devAssembly, "guard"], AppContext.BaseDirectory);
        var process = Process.Start(command.ToStartInfo()) ?? throw new InvalidOperationException("The guard process did not start.");
        // Nothing is printed there; closing our ends keeps it from ever waiting for us.
        process.StandardOutput.Close();
        process.StandardError.Close();
        return new GuardProcess(process);
    }

    public void Watch(int processId) => Write('+', processId);

    public void Forget(int processId) => Write('-', processId);

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Killed by somebody; then there is nothing to say good-bye to.
        }
        await ProcessEnd.EndAsync(process, Farewell);
        process.Dispose();
    }

    private void Write(char verb, int processId)
    {
        try
        {
            lock (writing)
            {
                process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verb}{processId}"));
                process.StandardInput.Flush();
            }
        }
        catch (IOException)
        {
            // Without its guard the session still ends its children itself; only a SIGKILL would leave them.
        }
    }
}

/// <summary>
/// The other half of <see cref="GuardProcess"/>: reads <c>+pid</c> and <c>-pid</c> lines and, when the pipe closes because the parent
/// is gone (even by SIGKILL), ends every process that is still listed.
/// </summary>
internal sealed class Guard(TextReader commands, TimeSpan grace)
{
    private readonly Dictionary<int, Process> processes = [];

    public async Task RunAsync()
    {
        // The terminal's signals are for the parent; if it dies of one, the pipe tells us.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);
        while (await commands.ReadLineAsync() is { } line)
            Apply(line);
        await Task.WhenAll(processes.Values.Select(process => ProcessEnd.EndAsync(process, grace)));
    }

    private static void Ignore(PosixSignalContext context) => context.Cancel = true;

    private void Apply(string line)
    {
        if (line.Length < 2 || !int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return;
        if (line[0] == '-')
            processes.Remove(id);
        else if (Find(id) is { } process)
            processes[id] = process;
    }

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>Everything that a command started and has to end, in the reverse order of its start: the app before its storage.</summary>
internal sealed class Children(string devAssembly) : IAsyncDisposable
{
    private readonly GuardProcess guard = GuardProcess.Start(devAssembly);
    private readonly Stack<ChildProcess> started = new();

    /// <returns>The child, or null when the program does not exist.</returns>
    public ChildProcess? TryStart(ProcessCommand command, Action<string>? onOutput = null, Action<string>? onError = null)
    {
        var child = ChildProcess.TryStart(command, onOutput, onError);
        if (child is null)
            return null;
        guard.Watch(child.Id);
        started.Push(child);
        return child;
    }

    /// <summary>Completes when any of them ends, which none should do before it is asked to.</summary>
    public async Task<ChildProcess> AnyExitAsync(CancellationToken cancellation)
    {
        var children = started.ToArray();
        var ended = await Task.WhenAny(children.Select(child => child.Exited)).WaitAsync(cancellation);
        return children.First(child => child.Exited == ended);
    }

    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out var child))
        {
            var id = child.Id;
            await child.DisposeAsync();
            guard.Forget(id);
        }
        await guard.DisposeAsync();
    }
}
