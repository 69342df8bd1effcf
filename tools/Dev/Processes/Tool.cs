namespace Dev.Processes;

/// <summary>Runs a tool such as <c>dotnet</c> or <c>npm</c> to its end.</summary>
internal static class Tool
{
    /// <summary>With a <paramref name="guard"/> the tool ends even when we are killed; worth it for what runs for minutes.</summary>
    /// <returns>The exit code and everything it printed, or null when the program does not exist.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the tool has been ended before this is thrown.</exception>
    public static async Task<ToolResult?> RunAsync(ProcessCommand command, CancellationToken cancellation, GuardProcess? guard = null)
    {
        var lines = new List<string>();
        var gate = new Lock();
        var child = ChildProcess.TryStart(command, Collect, Collect);
        if (child is null)
            return null;
        await using (child)
        {
            guard?.Watch(child.Id);
            var exitCode = await child.Exited.WaitAsync(cancellation);
            guard?.Forget(child.Id);
            return new ToolResult(exitCode, lines);
        }

        void Collect(string line)
        {
            lock (gate)
                lines.Add(line);
        }
    }
}

/// <summary>How a tool ended and what it printed, both streams in order of arrival.</summary>
internal sealed record ToolResult(int ExitCode, IReadOnlyList<string> Lines)
{
    public bool Succeeded => ExitCode == 0;
}
