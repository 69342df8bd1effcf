using Dev.Building;
using Dev.Checkout;
using Dev.Output;
using Dev.Testing;

namespace Dev.Commands;

/// <summary><c>./test</c>: builds everything with warnings as errors and runs every test.</summary>
internal sealed class TestCommand(Repository repository, Terminal terminal, string? filter, bool all)
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var tests = new TestRun(repository, terminal, filter, all);
        if ((await NodeSetup.EnsureAsync(repository, terminal, stop)
            ?? await new ChromiumSetup(repository, terminal).EnsureAsync(stop)
            ?? await CheckFormatAsync(stop)
            ?? await BuildAsync(stop)) is { } problem)
        {
            return terminal.Fail(problem);
        }

        var summary = await tests.RunAsync(stop);
        if (summary.Total == 0)
            terminal.Say(filter is null ? "There was nothing to test." : $"No test matches the filter {filter}.", "red");
        terminal.Print(summary.ToString(), summary.IsSuccess ? "green" : "red");
        return summary.IsSuccess ? 0 : 1;
    }

    private async Task<Problem?> BuildAsync(CancellationToken stop)
    {
        LocalSettings.EnsureExists(repository);
        using var turn = await BuildTurn.TakeAsync(repository, stop);
        var app = new AppBuild(repository, terminal).Stamp();
        var problem = await Build.RunAsync(repository, terminal, repository.Solution, "the solution", warningsAsErrors: true, stop);
        if (problem is null)
            app.Write();
        return problem;
    }

    private async Task<Problem?> CheckFormatAsync(CancellationToken stop)
    {
        string[] arguments = ["format", "whitespace", repository.Root, "--folder", "--verify-no-changes", "--include", "src/", "tests/", "tools/"];
        var result = await terminal.StepAsync("Checking the format", () => DotNet.RunAsync(repository, arguments, stop));
        return result is { Succeeded: true }
            ? null
            : new Problem(
                "The format is not that of .editorconfig; see above. `dotnet format whitespace --folder` corrects it.",
                BuildOutput.Errors(result?.Lines ?? [], repository.Root));
    }
}
