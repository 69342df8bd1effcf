using System.Globalization;
using Dev.Building;
using Dev.Checkout;
using Dev.Output;
using Dev.Processes;

namespace Dev.Commands;

/// <summary><c>./bench</c>: the benchmarks, then the load test; both print a table and write their figures into the document.</summary>
internal sealed class BenchCommand(Repository repository, Terminal terminal, bool quick, double soakMinutes)
{
    private const string Document = "docs/performance.md";

    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            if ((await NodeSetup.EnsureAsync(repository, terminal, stop) ?? await BuildAsync(stop)) is { } problem)
                return terminal.Fail(problem);
            if (soakMinutes > 0)
                return await RunAsync("LoadTest", ["--soak", soakMinutes.ToString(CultureInfo.InvariantCulture)], stop);
            string[] options = quick ? ["--quick"] : [];
            var measured = await RunAsync("Benchmarks", [.. options, "--artifacts", Path.Combine(repository.Artifacts, "benchmarks")], stop);
            terminal.Print("");
            return measured == 0 ? await RunAsync("LoadTest", options, stop) : measured;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return terminal.Fail(Problem.Interrupted);
        }
    }

    private async Task<Problem?> BuildAsync(CancellationToken stop)
    {
        using var turn = await BuildTurn.TakeAsync(repository, stop);
        foreach (var project in (string[])["Benchmarks", "LoadTest"])
        {
            // Optimised, as it is deployed. The analyzers are the concern of ./test.
            string[] arguments = ["build", Path.Combine(repository.Root, "tests", project), "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false"];
            var result = await terminal.StepAsync($"Building {project}", () => DotNet.BuildAsync(repository, arguments, stop));
            if (result is not { Succeeded: true })
                return new Problem($"Building {project} failed; see above.", BuildOutput.Errors(result?.Lines ?? [], repository.Root));
        }

        return await PublishAsync(stop);
    }

    /// <summary>Compiled ahead, as it is deployed, in the place of the copy that the load test has.</summary>
    private async Task<Problem?> PublishAsync(CancellationToken stop)
    {
        string[] arguments = ["publish", repository.AppProject, "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false", "-o", repository.AppOf("tests/LoadTest")];
        var result = await terminal.StepAsync("Publishing the app", () => DotNet.BuildAsync(repository, arguments, stop));
        return result is { Succeeded: true } ? null : new Problem("Publishing the app failed; see above.", BuildOutput.Errors(result?.Lines ?? [], repository.Root));
    }

    private async Task<int> RunAsync(string project, string[] options, CancellationToken stop)
    {
        string[] arguments = [repository.Built($"tests/{project}", "Release"), .. options, "--document", Path.Combine(repository.Root, Document)];
        var command = new ProcessCommand(project, "dotnet", arguments, repository.Root) { Grace = TimeSpan.FromSeconds(5) };
        await using var children = new Children(Repository.DevAssembly);
        var child = children.TryStart(command, line => terminal.Print(line), line => terminal.Say(line));
        return child is null
            ? terminal.Fail(new Problem("`dotnet` was not found. Install the .NET 10 SDK from https://dot.net and run this again."))
            : await child.Exited.WaitAsync(stop);
    }
}
