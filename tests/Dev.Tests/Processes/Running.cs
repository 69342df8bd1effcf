using System.Diagnostics;

namespace Dev.Tests.Processes;

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
