using Dev.Building;
using Dev.Output;

namespace Dev.Checkout;

/// <summary>What every way of running the app needs first.</summary>
internal static class Preparation
{
    /// <returns>Null when the app is built and can be started.</returns>
    public static async Task<Problem?> PrepareAsync(Repository repository, Terminal terminal, CancellationToken stop)
    {
        if (LocalSettings.EnsureExists(repository))
            terminal.Say("Made local.settings.json from local.settings.example.json.");
        return await NodeSetup.EnsureAsync(repository, terminal, stop)
            ?? await new AppBuild(repository, terminal).EnsureAsync(stop);
    }
}
