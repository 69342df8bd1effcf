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

/// <summary>How this machine gets a browser for the tests: nothing to do, commands to run, or a problem that only a person can solve.</summary>
/// <param name="Commands">To be run one after the other.</param>
/// <param name="Problem">Null when a browser is there, or will be after the commands.</param>
internal sealed record ChromiumPlan(IReadOnlyList<IReadOnlyList<string>> Commands, Problem? Problem)
{
    /// <summary>Environment variable with the path of a browser that is not in the PATH.</summary>
    public const string Variable = "CHROME_BIN";

    /// <summary>The programs that the tests know.</summary>
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private static readonly string[][] Apt = [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]];

    /// <param name="exists">Whether a program is in the PATH.</param>
    /// <param name="named">Value of <see cref="Variable"/>.</param>
    /// <param name="isRoot">Whether we may install programs ourselves.</param>
    public static ChromiumPlan For(Func<string, bool> exists, string? named, bool isRoot)
    {
        if (!string.IsNullOrEmpty(named) || Programs.Any(exists))
            return new([], null);
        if (!exists("apt-get") || !(isRoot || exists("sudo")))
            return new([], Missing);
        // -n: a script must not wait for a password that nobody types.
        return new([.. Apt.Select(command => isRoot ? command : ["sudo", "-n", .. command])], null);
    }

    private static Problem Missing { get; } = new(
        "The tests of the inspector need Chromium or Chrome, and none was found. "
        + $"Install it (Debian: apt-get install chromium), or set {Variable} to its path, and run this again.");
}
