using Dev.Output;
using Dev.Processes;

namespace Dev.Checkout;

/// <summary>The browser that the tests of the inspector look through.</summary>
internal sealed class ChromiumSetup(Repository repository, Terminal terminal)
{
    /// <summary>Installs it where it is missing and that is possible; otherwise says what is to be done.</summary>
    /// <returns>Null when there is one.</returns>
    public async Task<Problem?> EnsureAsync(CancellationToken stop)
    {
        var plan = ChromiumPlan.For(ProgramPath.Exists, Environment.GetEnvironmentVariable(ChromiumPlan.Variable), Environment.IsPrivilegedProcess);
        foreach (var command in plan.Commands)
        {
            var line = string.Join(' ', command);
            var result = await terminal.StepAsync($"Installing Chromium for the browser tests ({line})", () => RunAsync(command, stop));
            if (result is not { Succeeded: true })
                return new Problem($"`{line}` failed; see above. Install Chromium in another way and run this again.", [.. (result?.Lines ?? []).TakeLast(20)]);
        }
        return plan.Problem;
    }

    private Task<ToolResult?> RunAsync(IReadOnlyList<string> command, CancellationToken stop) =>
        Tool.RunAsync(
            new ProcessCommand(command[0], command[0], [.. command.Skip(1)], repository.Root)
            {
                Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" },
            },
            stop);
}
