using System.ComponentModel;
using System.Diagnostics;

namespace LocalHost.Worker;

/// <summary>The app's process: started as the genuine host starts it, its output read line by line.</summary>
internal sealed class WorkerProcess
{
    private static readonly TimeSpan OutputAfterExit = TimeSpan.FromSeconds(2);
    private readonly Process process;

    private WorkerProcess(Process process, Action<string, bool> onLine)
    {
        this.process = process;
        process.StandardInput.Close();
        Exited = WaitAsync(Task.WhenAll(ReadAsync(process.StandardOutput, false), ReadAsync(process.StandardError, true)));

        async Task ReadAsync(StreamReader reader, bool isError)
        {
            while (await reader.ReadLineAsync() is { } line)
                onLine(line, isError);
        }
    }

    public int Id => process.Id;

    /// <summary>Completes with the exit code once the process has ended and its last lines are read.</summary>
    public Task<int> Exited { get; }

    /// <param name="app">What to start.</param>
    /// <param name="workerId">How it is to introduce itself.</param>
    /// <param name="hostAddress">Where the host's gRPC server listens.</param>
    /// <param name="onLine">Gets each line, and whether it came from standard error.</param>
    public static WorkerProcess Start(WorkerApp app, string workerId, string hostAddress, Action<string, bool> onLine)
    {
        string[] command =
        [
            app.Executable, app.Assembly, "--functions-uri", hostAddress + "/", "--functions-worker-id", workerId, "--functions-request-id", workerId,
            "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
        ];
        // The terminal's Ctrl-C goes to every process in it: the worker has to ignore it, or it would end before its invocations do.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(command[0], command[1..])
            : new ProcessStartInfo("bash", ["-c", "trap '' INT HUP; exec \"$0\" \"$@\"", .. command]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.WorkingDirectory = app.Folder;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Folder;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Folder;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        try
        {
            return new WorkerProcess(Process.Start(start)!, onLine);
        }
        catch (Win32Exception exception)
        {
            throw new StartFailedException($"{app.Executable} cannot be started: {exception.Message}");
        }
    }

    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private async Task<int> WaitAsync(Task output)
    {
        await process.WaitForExitAsync();
        // A process that the worker started may hold its pipes open.
        await Task.WhenAny(output, Task.Delay(OutputAfterExit));
        return process.ExitCode;
    }
}
