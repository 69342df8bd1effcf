using Dev.Checkout;
using Dev.Output;

namespace Dev.Building;

/// <summary>Finds out once whether the package source has the genuine worker. docs/decisions/0001-build-modes.md has the reasons.</summary>
internal sealed class BuildModeSelection(Repository repository, Terminal terminal, string? environmentVariable)
{
    private string FoundPackages => Path.Combine(repository.Memory, "worker-packages-found");

    /// <returns>The mode, or why it could not be found out.</returns>
    public async Task<(FunctionsWorkerMode Mode, Problem? Problem)> SelectAsync(CancellationToken stop) => environmentVariable switch
    {
        "packages" => (FunctionsWorkerMode.Packages, null),
        "local" => (FunctionsWorkerMode.Local, null),
        { Length: > 0 } other => (default, new Problem($"FunctionsWorker is \"{other}\" in the environment; set it to packages or local, or not at all.")),
        _ when File.Exists(repository.LocalModeMarker) => (FunctionsWorkerMode.Local, null),
        _ when IsRemembered() => (FunctionsWorkerMode.Packages, null),
        _ => await ProbeAsync(stop),
    };

    private async Task<(FunctionsWorkerMode Mode, Problem? Problem)> ProbeAsync(CancellationToken stop)
    {
        string[] arguments = ["restore", repository.AppProject, "-v", "m"];
        var result = await terminal.StepAsync(
            "Looking for the Azure Functions worker packages",
            () => DotNet.RunAsync(repository, FunctionsWorkerMode.Packages, arguments, stop));
        if (result is null)
            return (default, new Problem("`dotnet` was not found. Install the .NET 10 SDK from https://dot.net and run this again."));
        if (result.Succeeded)
        {
            Directory.CreateDirectory(repository.Memory);
            await File.WriteAllTextAsync(FoundPackages, PinnedVersions(), stop);
            return (FunctionsWorkerMode.Packages, null);
        }
        if (!RestoreOutput.OnlyPackagesMissing(result.Lines))
            return (default, new Problem(RestoreOutput.Advice(result.Lines), BuildOutput.Errors(result.Lines, repository.Root)));
        await File.WriteAllTextAsync(repository.LocalModeMarker, "", stop);
        terminal.Say("The package source lacks the Azure Functions worker: building on src/LocalRuntime from now on (delete .functions-worker-local to look again).");
        return (FunctionsWorkerMode.Local, null);
    }

    private bool IsRemembered() => File.Exists(FoundPackages) && File.ReadAllText(FoundPackages) == PinnedVersions();

    private string PinnedVersions() => Fingerprint.Of(repository.Root, ["Directory.Packages.props"]);
}
