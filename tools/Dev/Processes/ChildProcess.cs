using System.ComponentModel;
using System.Diagnostics;

namespace Dev.Processes;

/// <summary>A started program: its lines as they come, its exit, its end.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan OutputAfterExit = TimeSpan.FromSeconds(2);
    private readonly Process _process;
    private readonly RecentLines _recent = new(capacity: 40);

    private ChildProcess(ProcessCommand command, Process process, Action<string>? onOutput, Action<string>? onError)
    {
        Command = command;
        _process = process;
        _process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput, onOutput);
        var error = ReadAsync(process.StandardError, onError);
        Exited = WaitAsync(Task.WhenAll(output, error));
    }

    public ProcessCommand Command { get; }

    public int Id => _process.Id;

    /// <summary>Completes with the exit code once the process has ended and its output is read.</summary>
    public Task<int> Exited { get; }

    public IReadOnlyList<string> RecentLines => _recent.Snapshot();

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
    public Task EndAsync() => ProcessEnd.EndAsync(_process, Command.Grace, Command.EndsByInterrupt);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Exited;
        _process.Dispose();
    }

    private async Task<int> WaitAsync(Task output)
    {
        await _process.WaitForExitAsync();
        // A grandchild may have inherited the pipes and keep them open; it must not keep us.
        await Task.WhenAny(output, Task.Delay(OutputAfterExit));
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader, Action<string>? onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                _recent.Add(line);
                onLine?.Invoke(line);
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            _recent.Add($"(output of {Command.Name} ended: {closed.Message})");
        }
    }
}
