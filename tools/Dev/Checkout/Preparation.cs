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
            ?? (await SelectModeAsync(repository, terminal, stop)).Problem
            ?? await new AppBuild(repository, terminal).EnsureAsync(stop);
    }

    public static Task<(FunctionsWorkerMode Mode, Problem? Problem)> SelectModeAsync(Repository repository, Terminal terminal, CancellationToken stop) =>
        new BuildModeSelection(repository, terminal, Environment.GetEnvironmentVariable("FunctionsWorker")).SelectAsync(stop);
}
