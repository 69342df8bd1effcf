using Dev.Building;
using Dev.Hosting;
using Dev.Output;
using Dev.Processes;

namespace Dev.Checkout;

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
