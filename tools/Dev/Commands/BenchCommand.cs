using System.Globalization;
using Dev.Building;
using Dev.Checkout;
using Dev.Output;
using Dev.Processes;

namespace Dev.Commands;

/// <summary><c>./bench</c>: the benchmarks, then the load test; both print a table and write their figures into the document.</summary>
internal sealed class BenchCommand(Repository repository, Terminal terminal, bool quick, double soakMinutes)
{
    private const string Project = "tests/Benchmarks";
    private const string Document = "docs/performance.md";

    public async Task<int> RunAsync(CancellationToken stop)
    {
        if ((await NodeSetup.EnsureAsync(repository, terminal, stop) ?? await BuildAsync(stop)) is { } problem)
            return terminal.Fail(problem);
        if (soakMinutes > 0)
            return await RunAsync(["load", "--soak", soakMinutes.ToString(CultureInfo.InvariantCulture)], stop);
        string[] options = quick ? ["--quick"] : [];
        var measured = await RunAsync([.. options, "--artifacts", Path.Combine(repository.Artifacts, "benchmarks")], stop);
        terminal.Print("");
        return measured == 0 ? await RunAsync(["load", .. options], stop) : measured;
    }

    /// <summary>
    /// Optimised, as it is deployed, and the app compiled ahead in the place of the copy that the load test has. The analyzers are the concern of
    /// <c>./test</c>.
    /// </summary>
    private async Task<Problem?> BuildAsync(CancellationToken stop)
    {
        using var turn = await BuildTurn.TakeAsync(repository, stop);
        return await BuildAsync("Building the benchmarks", ["build", Path.Combine(repository.Root, Project)], stop)
            ?? await BuildAsync("Publishing the app", ["publish", repository.AppProject, "-o", repository.AppOf(Project)], stop);
    }

    private async Task<Problem?> BuildAsync(string step, string[] arguments, CancellationToken stop)
    {
        string[] all = [.. arguments, "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false"];
        var result = await terminal.StepAsync(step, () => DotNet.BuildAsync(repository, all, stop));
        return result is { Succeeded: true } ? null : new Problem($"{step} failed; see above.", BuildOutput.Errors(result?.Lines ?? [], repository.Root));
    }

    private async Task<int> RunAsync(string[] options, CancellationToken stop)
    {
        string[] arguments = [repository.Built(Project, "Release"), .. options, "--document", Path.Combine(repository.Root, Document)];
        var command = new ProcessCommand("Benchmarks", "dotnet", arguments, repository.Root) { Grace = TimeSpan.FromSeconds(5) };
        await using var children = new Children(Repository.DevAssembly);
        var child = children.TryStart(command, line => terminal.Print(line), line => terminal.Say(line));
        return child is null ? terminal.Fail(DotNet.Missing) : await child.Exited.WaitAsync(stop);
    }
}
