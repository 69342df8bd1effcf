using Dev.Checkout;
using Dev.Output;

namespace Dev.Building;

/// <summary>What <c>./run</c> starts, built only when something changed: MSBuild takes seconds to find out that nothing did.</summary>
internal sealed class AppBuild(Repository repository, Terminal terminal)
{
    private static readonly string[] Inputs =
    [
        "src", "tools/LocalHost", "tools/Dev/Run.slnf", "tests/SpotifyStandIn", "tests/Directory.Build.props", "Directory.Build.props", "Directory.Packages.props",
        "global.json", "host.json", "local.settings.json", ".editorconfig", "BannedSymbols.txt", "docs/errors.md", "docs/operations.md",
    ];

    private string Stamp => Path.Combine(repository.Memory, "app-build");

    private bool OutputsExist => File.Exists(repository.AppAssembly) && File.Exists(repository.HostAssembly) && File.Exists(repository.StandInAssembly);

    public string CurrentFingerprint() => Fingerprint.Of(repository.Root, Inputs);

    /// <summary>To be called with the fingerprint from before a successful build: what changed meanwhile is built the next time.</summary>
    public void Remember(string fingerprint)
    {
        Directory.CreateDirectory(repository.Memory);
        File.WriteAllText(Stamp, fingerprint);
    }

    public async Task<Problem?> EnsureAsync(CancellationToken stop)
    {
        using var turn = await BuildTurn.TakeAsync(repository, stop);
        var fingerprint = CurrentFingerprint();
        if (OutputsExist && File.Exists(Stamp) && await File.ReadAllTextAsync(Stamp, stop) == fingerprint)
            return null;
        var problem = await Build.RunAsync(
            repository, terminal, repository.WhatRuns, "the app, its local host and the Spotify stand-in", warningsAsErrors: false, stop);
        if (problem is null)
            Remember(fingerprint);
        return problem;
    }
}
