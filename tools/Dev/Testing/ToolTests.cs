using Dev.Building;
using Dev.Checkout;

namespace Dev.Testing;

/// <summary>
/// The tests of the project's own tools prove nothing about the app, so they run when something of theirs has changed since they passed
/// here, and with <c>--all</c>. A fresh clone has no stamps of theirs and runs them, and so does continuous integration.
/// </summary>
internal sealed class ToolTests(Repository repository)
{
    private static readonly string[] OfEachTool =
        ["tests/Directory.Build.props", "Directory.Build.props", "Directory.Packages.props", "global.json", "package-lock.json", ".editorconfig"];

    // What a project tests, and what it reads or starts while it does.
    private static readonly Dictionary<string, string[]> OfTool = new()
    {
        ["Dev.Tests"] = ["tests/Dev.Tests", "tools/Dev", "local.settings.example.json", "SpotifyCapiFunctions.sln", "run", "test", "bench"],
        ["LocalHost.Tests"] = ["tests/LocalHost.Tests", "tests/LocalHost.TestApp", "tests/Azurite", "tools/LocalHost"],
        ["SpotifyStandIn.Tests"] = ["tests/SpotifyStandIn.Tests", "tests/SpotifyStandIn"],
        ["Benchmarks.Tests"] =
        [
            "tests/Benchmarks.Tests", "tests/Benchmarks", "tests/LoadTest", "tests/Measuring", "tests/Azurite", "tests/EndToEnd.Tests/Harness", "tests/SpotifyStandIn",
            "tests/AppUnderTest.targets", "tools/LocalHost", "docs/performance.md",
        ],
    };

    private readonly Dictionary<string, string> _states = OfTool.ToDictionary(
        tool => tool.Key, tool => Fingerprint.OfContent(repository.Root, [.. OfEachTool, .. tool.Value]));

    /// <summary>Whether a project has passed with exactly what is there now. Never true of one that tests the app.</summary>
    public bool HavePassed(string project) =>
        _states.TryGetValue(project, out var state) && File.Exists(Stamp(project)) && File.ReadAllText(Stamp(project)) == state;

    /// <summary>Remembers that a project has passed, with what was there when this was made: what is edited meanwhile is tested the next time.</summary>
    public void Remember(string project)
    {
        if (!_states.TryGetValue(project, out var state))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Stamp(project))!);
        File.WriteAllText(Stamp(project), state);
    }

    private string Stamp(string project) => Path.Combine(repository.Memory, "passed", project);
}
