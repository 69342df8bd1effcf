using System.Text.Json;
using Dev.Building;
using Dev.Hosting;
using Dev.Output;
using Dev.Processes;

namespace Dev.Checkout;

/// <summary>The places of a checkout that the scripts use.</summary>
internal sealed class Repository(string root)
{
    private const string SolutionName = "SpotifyCapiFunctions.sln";

    public string Root { get; } = root;

    public string Solution => Path.Combine(Root, SolutionName);

    /// <summary>The app, its local host and the stand-in, for one build of all three.</summary>
    public string WhatRuns => Path.Combine(Root, "tools", "Dev", "Run.slnf");

    /// <summary>Core Tools build and start the project of the folder that they are run in.</summary>
    public string AppProject => Path.Combine(Root, "src", "SpotifyCapiFunctions");

    public string AppAssembly => Built("src/SpotifyCapiFunctions");

    public string HostAssembly => Built("tools/LocalHost");

    public string StandInAssembly => Built("tools/SpotifyStandIn");

    public static string DevAssembly => Path.Combine(AppContext.BaseDirectory, "Dev.dll");

    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>What the scripts remember between two runs; safe to delete.</summary>
    public string Memory => Path.Combine(Artifacts, "dev");

    public string TestResults => Path.Combine(Artifacts, "test-results");

    /// <summary>The repository that contains <paramref name="start"/>, or null.</summary>
    public static Repository? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionName)))
                return new Repository(folder.FullName);
        }
        return null;
    }

    /// <summary>Where a project that measures the app has it.</summary>
    public string AppOf(string project) => Path.Combine(Path.GetDirectoryName(Built(project, "Release")) ?? "", "app");

    /// <summary>The assembly of a project, given by its folder, such as <c>tests/Tools.Tests</c>.</summary>
    public string Built(string project, string configuration = "Debug") =>
        Path.Combine(Root, project, "bin", configuration, "net10.0", Path.GetFileName(project) + ".dll");
}

/// <summary>What every way of running the app needs first.</summary>
internal static class Preparation
{
    /// <returns>Null when the app is built and can be started.</returns>
    public static async Task<Problem?> PrepareAsync(Repository repository, Terminal terminal, HostKind host, CancellationToken stop)
    {
        if (host == HostKind.Func && !ProgramPath.Exists("func"))
            return FunctionsHost.Of(host).Missing;
        if (LocalSettings.EnsureExists(repository))
            terminal.Say("Made local.settings.json from local.settings.example.json.");
        return await NodeSetup.EnsureAsync(repository, terminal, stop)
            ?? await new AppBuild(repository, terminal).EnsureAsync(stop);
    }
}

/// <summary><c>local.settings.json</c>, which holds secrets and is therefore made, not committed.</summary>
internal static class LocalSettings
{
    /// <summary>The host takes comments and trailing commas.</summary>
    public static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static string PathIn(Repository repository) => Path.Combine(repository.Root, "local.settings.json");

    /// <summary>Names of the settings in it and in the environment, which wins over it.</summary>
    public static IReadOnlyCollection<string> NamesGiven(Repository repository)
    {
        var names = Environment.GetEnvironmentVariables().Keys.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var settings = PathIn(repository);
        if (File.Exists(settings) && Json.Parse(File.ReadAllBytes(settings), Lenient).Find("Values", JsonValueKind.Object) is { } values)
            names.UnionWith(values.EnumerateObject().Select(value => value.Name));
        return names;
    }

    /// <summary>Makes it from the example unless it exists. Never overwrites.</summary>
    /// <returns>True when it was made now.</returns>
    public static bool EnsureExists(Repository repository)
    {
        var settings = PathIn(repository);
        var example = Path.Combine(repository.Root, "local.settings.example.json");
        if (File.Exists(settings) || !File.Exists(example))
            return false;
        File.Copy(example, settings);
        return true;
    }
}
