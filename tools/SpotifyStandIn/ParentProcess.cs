using System.Diagnostics;

namespace SpotifyStandIn;

/// <summary>Notices that the process which started the stand-in is gone, however it ended.</summary>
internal static class ParentProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static async Task WaitForExitAsync(int processId, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (IsRunning(processId))
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && !IsZombie(processId);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // In a container nobody may reap a killed process: it stays listed, dead.
    private static bool IsZombie(int processId)
    {
        var status = $"/proc/{processId}/stat";
        try
        {
            return OperatingSystem.IsLinux() && File.ReadAllText(status).Split(')')[^1].TrimStart() is ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return true;
        }
    }
}
