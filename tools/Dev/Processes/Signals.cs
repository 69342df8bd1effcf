using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dev.Processes;

/// <summary>Asks a process to end. .NET itself can only kill, which would cost the app its orderly shutdown.</summary>
internal static partial class Signals
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const nint DefaultAction = 0;

    /// <summary>Sends SIGTERM or SIGINT; on Windows, which has no such thing for a process without a window, the process is killed.</summary>
    public static void AskToEnd(Process process, bool byInterrupt)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else
            _ = Kill(process.Id, byInterrupt ? Interrupt : Terminate);
    }

    /// <summary>
    /// A script's background programs are started with SIGINT ignored, and .NET leaves it so. Undone, <c>kill -INT</c> stops us there too.
    /// </summary>
    public static void ListenToInterrupt()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetAction(Interrupt, DefaultAction);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetAction(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
