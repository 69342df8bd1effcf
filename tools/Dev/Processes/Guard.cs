using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Dev.Processes;

/// <summary>
/// The other half of <see cref="GuardProcess"/>: reads <c>+pid</c> and <c>-pid</c> lines and, when the pipe closes because the parent
/// is gone (even by SIGKILL), ends every process that is still listed.
/// </summary>
internal sealed class Guard(TextReader commands, TimeSpan grace)
{
    private readonly Dictionary<int, Process> _processes = [];

    public async Task RunAsync()
    {
        // The terminal's signals are for the parent; if it dies of one, the pipe tells us.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);
        while (await commands.ReadLineAsync() is { } line)
            Apply(line);
        await Task.WhenAll(_processes.Values.Select(process => ProcessEnd.EndAsync(process, grace)));
    }

    private static void Ignore(PosixSignalContext context) => context.Cancel = true;

    private void Apply(string line)
    {
        if (line.Length < 2 || !int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return;
        if (line[0] == '-')
            _processes.Remove(id);
        else if (Find(id) is { } process)
            _processes[id] = process;
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
