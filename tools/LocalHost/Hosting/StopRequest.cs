using System.Runtime.InteropServices;

namespace LocalHost.Hosting;

/// <summary>Completes when the host has to end: by a signal (code 0), or because it cannot continue.</summary>
internal sealed class StopRequest : IDisposable
{
    private readonly TaskCompletionSource<int> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly List<PosixSignalRegistration> signals = [];

    public StopRequest()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP])
            signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    public Task<int> Asked => asked.Task;

    public CancellationToken Token => stopping.Token;

    public void Ask(int exitCode)
    {
        if (asked.TrySetResult(exitCode))
            stopping.Cancel();
    }

    public void Dispose()
    {
        signals.ForEach(signal => signal.Dispose());
        stopping.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        // A second request means that nobody wants to wait; the guard ends the worker.
        if (asked.Task.IsCompleted)
            Environment.Exit(1);
        Ask(0);
    }
}
