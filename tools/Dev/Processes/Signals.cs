using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dev.Processes;

/// <summary>Asks a process to end. .NET itself can only kill, which would cost the app its orderly shutdown.</summary>
internal static partial class Signals
{
    private const int Terminate = 15;

    /// <summary>Sends SIGTERM; on Windows, which has no such thing for a process without a window, the process is killed.</summary>
    public static void AskToEnd(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else
            _ = Kill(process.Id, Terminate);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
