using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dev.Building;
using Dev.Checkout;
using Dev.Output;
using Dev.Processes;

namespace Dev.Testing;

/// <summary>
/// Runs the built test projects two at a time, because half of them wait while the others compute; with <c>all</c> one after the other,
/// because some of the long tests compare rates. EndToEnd.Tests runs alone: it starts apps and storage of its own, and on a starved machine
/// their limits of seconds are reached without a fault. What a project has to say comes in one piece when it is done.
/// </summary>
internal sealed class TestRun(Repository repository, Terminal terminal, string? filter, bool all)
{
    private readonly Lock shown = new();

    private readonly Dictionary<string, TestSummary> results = [];

    /// <summary>Made before the build, so that what is edited during it is tested the next time.</summary>
    private readonly Stamp tools = new(repository, "tools-passed", OfTools);

    /// <summary>A test that says nothing for so long hangs; it is ended and named.</summary>
    private string HangLimit => all ? "20m" : "5m";

    private const string Alone = "EndToEnd.Tests";

    /// <summary>
    /// The tests of the project's own tools prove nothing about the app, so they run when something of theirs has changed since they passed
    /// here, and with <c>--all</c>. A fresh clone has no stamp and runs them, and so does continuous integration.
    /// </summary>
    private const string Tools = "Tools.Tests";

    private static readonly string[] OfTools =
    [
        "tools", "tests/Tools.Tests", "tests/Testing", "tests/Benchmarks", "tests/LocalHost.TestApp", "tests/Directory.Build.props", "run", "test", "bench",
        "SpotifyCapiFunctions.sln", "local.settings.example.json", "docs/performance.md", "Directory.Build.props", "Directory.Packages.props", "global.json",
        "package-lock.json", ".editorconfig",
    ];

    private int SideBySide => all ? 1 : Math.Clamp(Environment.ProcessorCount, 1, 2);

    public async Task<TestSummary> RunAsync(CancellationToken stop)
    {
        if (Directory.Exists(repository.TestResults))
            Directory.Delete(repository.TestResults, recursive: true);
        var projects = TestProjects.In(await File.ReadAllTextAsync(repository.Solution, stop));
        if (filter is null && !all && tools.IsCurrent)
        {
            projects = [.. projects.Where(project => project != Tools)];
            terminal.Say($"Unchanged since they passed here, and left out without --all: {Tools}.");
        }
        await using var guard = GuardProcess.Start(Repository.DevAssembly);
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stop };
        if (projects.Contains(Alone))
            await TestAsync(Alone, stop);
        await Parallel.ForEachAsync(projects.Where(project => project != Alone), options, (project, ended) => new ValueTask(TestAsync(project, ended)));
        foreach (var (project, failed) in filter is null ? SecondTry.Filters(results) : new Dictionary<string, string>())
            await TryAgainAsync(project, failed);
        return results.Values.Aggregate(TestSummary.Empty, (sum, result) => sum + result);

        async Task TestAsync(string project, CancellationToken ended)
        {
            terminal.Say($"Testing {project} ...");
            var watch = Stopwatch.StartNew();
            var result = await RunAsync(project, filter, guard, ended);
            if (filter is null && project == Tools && result.IsSuccess)
                tools.Write();
            lock (shown)
            {
                results[project] = result;
                Show(project, result, watch.Elapsed);
            }
        }

        async Task TryAgainAsync(string project, string failed)
        {
            terminal.Say($"Once more, alone, what failed in {project} ...");
            var watch = Stopwatch.StartNew();
            var first = results[project];
            var second = await RunAsync(project, failed, guard, stop);
            Show(project, second, watch.Elapsed);
            if (!second.IsSuccess)
                return;
            foreach (var failure in first.Failures)
                terminal.Print($"UNSTEADY  {failure.Name} failed beside others and passed alone; its first words are above.", "yellow");
            results[project] = first with { Passed = first.Passed + first.Failed, Failed = 0, Failures = [] };
        }
    }

    private async Task<TestSummary> RunAsync(string project, string? tests, GuardProcess guard, CancellationToken stop)
    {
        var file = Path.Combine(repository.TestResults, project + ".trx");
        if (File.Exists(file))
            File.Delete(file);
        var environment = new Dictionary<string, string>();
        if (all)
            environment["SPOTIFY_CAPI_LONG_TESTS"] = "1";
        var run = await DotNet.RunAsync(repository, Arguments(project, tests), stop, environment, guard);
        var summary = TestSummary.Empty;
        if (File.Exists(file))
        {
            using var reader = File.OpenText(file);
            summary = TrxFile.Read(reader);
        }
        // A project without a single test found none, whatever its exit code says; only a filter may leave it none.
        var isSound = run is { Succeeded: true } && (filter is not null || summary.Total > 0);
        return isSound || summary.Failed > 0 ? summary : summary + Abnormal(project, run);
    }

    private string[] Arguments(string project, string? tests)
    {
        string[] arguments =
        [
            "test", repository.Built($"tests/{project}"), "--results-directory", repository.TestResults, "--logger", $"trx;LogFileName={project}.trx",
            "--blame-hang-timeout", HangLimit, "--blame-hang-dump-type", "none",
        ];
        return tests is null ? arguments : [.. arguments, "--filter", tests];
    }

    /// <summary>A crashed or hanging test host writes no failed test into its file, but it must not pass for a success.</summary>
    private static TestSummary Abnormal(string project, ToolResult? run) => new(
        Passed: 0,
        Failed: 1,
        Skipped: 0,
        [
            new TestFailure(
                string.Create(CultureInfo.InvariantCulture, $"{project} did not finish (exit code {run?.ExitCode})"), LastWords(run))
            {
                IsTest = false,
            },
        ]);

    /// <summary>Without the frames of the stack, which would push the reason out.</summary>
    private static string[] LastWords(ToolResult? run) =>
        [.. (run?.Lines ?? []).Where(line => line.Trim() is { Length: > 0 } text && !text.StartsWith("at ", StringComparison.Ordinal)).TakeLast(15)];

    private void Show(string project, TestSummary result, TimeSpan took)
    {
        foreach (var failure in result.Failures)
        {
            terminal.Print($"FAILED  {failure.Name}", "red");
            foreach (var line in failure.Lines)
                terminal.Print("    " + line);
        }
        if (result.Total > 0)
            terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{project}: {result} ({took.TotalSeconds:0} s)"), result.Failed == 0 ? "green" : "red");
    }
}

/// <summary>The test projects of the solution.</summary>
internal static partial class TestProjects
{
    // They wait for whole processes most of the time; what computes runs beside them.
    private static readonly string[] Longest = ["EndToEnd.Tests", "Browser.Tests", "Tools.Tests"];

    /// <summary>In the order of the solution, but those that take longest first, so that none is left to run alone at the end.</summary>
    public static IReadOnlyList<string> In(string solutionText) =>
    [
        .. Project().Matches(solutionText).Select(match => match.Groups[1].Value)
            .OrderBy(project => Array.IndexOf(Longest, project) is >= 0 and var place ? place : Longest.Length),
    ];

    [GeneratedRegex("^Project\\(\"[^\"]+\"\\) = \"([^\"]+\\.Tests)\",", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Project();
}
