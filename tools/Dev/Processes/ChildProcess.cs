using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Dev.Processes;

/// <summary>A started program: its lines as they come, its exit, its end.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int MostRecent = 40;
    private static readonly TimeSpan OutputAfterExit = TimeSpan.FromSeconds(2);
    private readonly Process process;
    private readonly Queue<string> recent = new();

    private ChildProcess(ProcessCommand command, Process process, Action<string>? onOutput, Action<string>? onError)
    {
        Command = command;
        this.process = process;
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput, onOutput);
        var error = ReadAsync(process.StandardError, onError);
        Exited = WaitAsync(Task.WhenAll(output, error));
    }

    public ProcessCommand Command { get; }

    public int Id => process.Id;

    /// <summary>Completes with the exit code once the process has ended and its output is read.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last lines that it printed, for the message that explains its end.</summary>
    public IReadOnlyList<string> RecentLines
    {
        get
        {
            lock (recent)
                return [.. recent];
        }
    }

    /// <returns>The child, or null when the program does not exist.</returns>
    public static ChildProcess? TryStart(ProcessCommand command, Action<string>? onOutput = null, Action<string>? onError = null)
    {
        if (!ProgramPath.Exists(command.Program))
            return null;
        var process = new Process { StartInfo = command.ToStartInfo() };
        try
        {
            process.Start();
            return new ChildProcess(command, process, onOutput, onError);
        }
        catch (Win32Exception)
        {
            process.Dispose();
            return null;
        }
    }

    /// <summary>Asks the process to end and kills it after its grace. Returns when it is gone.</summary>
    public Task EndAsync() => ProcessEnd.EndAsync(process, Command.Grace, Command.EndsByInterrupt);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Exited;
        process.Dispose();
    }

    private async Task<int> WaitAsync(Task output)
    {
        await process.WaitForExitAsync();
        // A grandchild may have inherited the pipes and keep them open; it must not keep us.
        await Task.WhenAny(output, Task.Delay(OutputAfterExit));
        return process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader, Action<string>? onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                Keep(line);
                onLine?.Invoke(line);
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            Keep($"(output of {Command.Name} ended: {closed.Message})");
        }
    }

    private void Keep(string line)
    {
        lock (recent)
        {
            if (recent.Count == MostRecent)
                recent.Dequeue();
            recent.Enqueue(line);
        }
    }
}

/// <summary>A program to start: what, with which arguments, where, and which environment variables differ from ours.</summary>
internal sealed record ProcessCommand(string Name, string Program, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    private const string SetSid = "/usr/bin/setsid";

    /// <summary>Variables on top of ours.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the child is to do with its exit; the app drains for up to 10 s, so 12 is the default.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Core Tools do not know SIGTERM, only Ctrl-C.</summary>
    public bool EndsByInterrupt { get; init; }

    /// <summary>
    /// A session of its own keeps the terminal's Ctrl-C away from the child, so that we end things in order: the app before its storage.
    /// Where setsid is missing (macOS, Windows) the child gets the Ctrl-C as well, which is only less tidy.
    /// </summary>
    public ProcessStartInfo ToStartInfo()
    {
        var ownSession = File.Exists(SetSid);
        var start = new ProcessStartInfo(ownSession ? SetSid : Program)
        {
            WorkingDirectory = WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (ownSession)
            start.ArgumentList.Add(Program);
        foreach (var argument in Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}

/// <summary>Looks a program up, since setsid would report a missing one only by its exit code.</summary>
internal static class ProgramPath
{
    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ""] : [""];

    public static bool Exists(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(folder => Extensions.Any(extension => File.Exists(Path.Combine(folder, program + extension))));
    }
}
