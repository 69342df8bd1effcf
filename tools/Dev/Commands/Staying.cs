using Dev.Output;
using Dev.Processes;

namespace Dev.Commands;

/// <summary>The time between "ready" and the user's Ctrl-C.</summary>
internal static class Staying
{
    /// <returns>0 when the user stopped it, else the exit code for a part that ended by itself.</returns>
    public static async Task<int> UntilStoppedAsync(
        Terminal terminal, Children children, Func<ChildProcess, IReadOnlyList<string>> lastLines, CancellationToken stop)
    {
        try
        {
            var ended = await children.AnyExitAsync(stop);
            return terminal.Fail(new Problem($"{ended.Command.Name} ended by itself with exit code {await ended.Exited}; see above.", lastLines(ended)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Say("Stopping.");
            return 0;
        }
    }
}
