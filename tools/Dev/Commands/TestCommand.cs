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
        try
        {
            var tests = new TestRun(repository, terminal, filter, all);
            if ((await NodeSetup.EnsureAsync(repository, terminal, stop)
                ?? await new ChromiumSetup(repository, terminal).EnsureAsync(stop)
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
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return terminal.Fail(Problem.Interrupted);
        }
    }

    private async Task<Problem?> BuildAsync(CancellationToken stop)
    {
        LocalSettings.EnsureExists(repository);
        using var turn = await BuildTurn.TakeAsync(repository, stop);
        var app = new AppBuild(repository, terminal);
        var fingerprint = app.CurrentFingerprint();
        var problem = await Build.RunAsync(repository, terminal, repository.Solution, "the solution", warningsAsErrors: true, stop);
        if (problem is null)
            app.Remember(fingerprint);
        return problem;
    }
}
