namespace Dev.Processes;

/// <summary>Everything that a command started and has to end, in the reverse order of its start: the app before its storage.</summary>
internal sealed class Children(string devAssembly) : IAsyncDisposable
{
    private readonly GuardProcess _guard = GuardProcess.Start(devAssembly);
    private readonly Stack<ChildProcess> _started = new();

    /// <returns>The child, or null when the program does not exist.</returns>
    public ChildProcess? TryStart(ProcessCommand command, Action<string>? onOutput = null, Action<string>? onError = null)
    {
        var child = ChildProcess.TryStart(command, onOutput, onError);
        if (child is null)
            return null;
        _guard.Watch(child.Id);
        _started.Push(child);
        return child;
    }

    /// <summary>Completes when any of them ends, which none should do before it is asked to.</summary>
    public async Task<ChildProcess> AnyExitAsync(CancellationToken cancellation)
    {
        var children = _started.ToArray();
        var ended = await Task.WhenAny(children.Select(child => child.Exited)).WaitAsync(cancellation);
        return children.First(child => child.Exited == ended);
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var child))
        {
            var id = child.Id;
            await child.DisposeAsync();
            _guard.Forget(id);
        }
        await _guard.DisposeAsync();
    }
}
