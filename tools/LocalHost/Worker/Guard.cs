using System.Diagnostics;

namespace LocalHost.Worker;

/// <summary>
/// A shell that waits on a pipe of this process and kills the worker when the pipe closes: however the host ends, its worker does too.
/// A worker does not notice by itself. Windows has no such shell; there a worker outlives a host that was killed.
/// </summary>
internal sealed class Guard : IDisposable
{
    // The terminal's signals are for the host; when it dies of one, the pipe tells.
    private const string Script = "trap '' INT HUP TERM; exec >/dev/null 2>&1; while read -r line; do pid=$line; done; [ -z \"$pid\" ] || kill -9 $pid";

    private readonly Process? process = OperatingSystem.IsWindows()
        ? null
        : Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true });

    public void Watch(int processId) => Tell(processId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Called when the worker has ended, since its id may be another process's soon.</summary>
    public void Forget() => Tell("");

    public void Dispose()
    {
        process?.StandardInput.Dispose();
        process?.WaitForExit(TimeSpan.FromSeconds(2));
        process?.Dispose();
    }

    private void Tell(string line)
    {
        try
        {
            process?.StandardInput.WriteLine(line);
            process?.StandardInput.Flush();
        }
        catch (IOException)
        {
            // Somebody killed the guard. The host still ends its worker itself.
        }
    }
}
