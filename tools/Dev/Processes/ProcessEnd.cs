using System.ComponentModel;
using System.Diagnostics;

namespace Dev.Processes;

/// <summary>Ends one process for certain: first politely, then by force.</summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(5);

    /// <returns>True when the process ended by itself within <paramref name="grace"/>, false when it had to be killed.</returns>
    public static async Task<bool> EndAsync(Process process, TimeSpan grace, bool byInterrupt = false)
    {
        if (process.HasExited)
            return true;
        Signals.AskToEnd(process, byInterrupt);
        if (await ExitsWithinAsync(process, grace))
            return true;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            return true;
        }
        await ExitsWithinAsync(process, AfterKill);
        return false;
    }

    private static async Task<bool> ExitsWithinAsync(Process process, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return process.HasExited;
        }
    }
}
