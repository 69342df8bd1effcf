using Dev.Processes;

namespace Dev.Hosting;

/// <summary>Waits until a child is ready, has ended, or takes too long.</summary>
internal static class Readiness
{
    /// <returns>Null when it is ready.</returns>
    /// <exception cref="OperationCanceledException">The user stopped the command.</exception>
    public static async Task<Problem?> WaitAsync(ChildProcess child, Task ready, TimeSpan limit, CancellationToken stop)
    {
        var first = await Task.WhenAny(ready, child.Exited, Task.Delay(limit, stop));
        stop.ThrowIfCancellationRequested();
        if (first == ready)
        {
            await ready;
            return null;
        }
        return first == child.Exited
            ? new Problem($"{child.Command.Name} ended with exit code {await child.Exited} before it was ready{Hint(child)}", child.RecentLines)
            : new Problem($"{child.Command.Name} was not ready within {limit.TotalSeconds:0} seconds{Hint(child)}", child.RecentLines);
    }

    private static string Hint(ChildProcess child) => child.RecentLines.Count == 0 ? " and printed nothing." : "; see above.";
}
