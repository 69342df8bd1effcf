using System.ComponentModel;
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

/// <summary>Turns Ctrl-C, SIGTERM and the closed terminal into a cancelled token, so that everything is ended in order.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    public StopSignal()
    {
        Signals.ListenToInterrupt();
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            registrations.Add(PosixSignalRegistration.Create(signal, Stop));
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }
}

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
