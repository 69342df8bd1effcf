using Dev.Checkout;
using Dev.Output;

namespace Dev.Building;

/// <summary>What <c>./run</c> starts, built only when something changed: MSBuild takes seconds to find out that nothing did.</summary>
internal sealed class AppBuild(Repository repository, Terminal terminal)
{
    private static readonly string[] Inputs =
    [
        "src", "tools/LocalHost", "tools/SpotifyStandIn", "tools/Dev/Run.slnf", "Directory.Build.props", "Directory.Packages.props",
        "global.json", "host.json", "local.settings.json", ".editorconfig", "BannedSymbols.txt",
    ];

    /// <summary>Written after a build that holds the app.</summary>
    public Stamp Stamp() => new(repository, "app-build", Inputs);

    public async Task<Problem?> EnsureAsync(CancellationToken stop)
    {
        using var turn = await BuildTurn.TakeAsync(repository, stop);
        var stamp = Stamp();
        string[] outputs = [repository.AppAssembly, repository.HostAssembly, repository.StandInAssembly];
        if (outputs.All(File.Exists) && stamp.IsCurrent)
            return null;
        var problem = await Build.RunAsync(
            repository, terminal, repository.WhatRuns, "the app, its local host and the Spotify stand-in", warningsAsErrors: false, stop);
        if (problem is null)
            stamp.Write();
        return problem;
    }
}
