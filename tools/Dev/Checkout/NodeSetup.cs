using Dev.Output;
using Dev.Processes;

namespace Dev.Checkout;

/// <summary>Node.js and the npm packages of the checkout.</summary>
internal static class NodeSetup
{
    /// <returns>Null when Azurite can be started.</returns>
    public static async Task<Problem?> EnsureAsync(Repository repository, Terminal terminal, CancellationToken stop)
    {
        var node = await Tool.RunAsync(Command(repository, "node", "--version"), stop);
        if (NodeVersion.Check(node is { Lines: [var version, ..] } ? version : null) is { } problem)
            return problem;
        return NodeModules.AreCurrent(repository) ? null : await InstallAsync(repository, terminal, stop);
    }

    private static async Task<Problem?> InstallAsync(Repository repository, Terminal terminal, CancellationToken stop)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var result = await terminal.StepAsync("Installing the npm tools (npm ci)", () => Tool.RunAsync(Command(repository, npm, "ci"), stop));
        if (result is null)
            return new Problem("`npm` was not found. It comes with Node.js: install that from https://nodejs.org and run this again.");
        return result.Succeeded
            ? null
            : new Problem("`npm ci` failed; see above. Check the network and `npm config get registry`, then run this again.", [.. result.Lines.TakeLast(20)]);
    }

    private static ProcessCommand Command(Repository repository, string program, string argument) =>
        new(program, program, [argument], repository.Root) { Grace = TimeSpan.FromSeconds(3) };
}
