using Dev.Checkout;
using Dev.Processes;

namespace Dev.Building;

/// <summary>The <c>dotnet</c> command, in English and without servers that would outlive it.</summary>
internal static class DotNet
{
    public static Task<ToolResult?> RunAsync(
        Repository repository,
        FunctionsWorkerMode mode,
        IReadOnlyList<string> arguments,
        CancellationToken stop,
        IReadOnlyDictionary<string, string>? environment = null,
        GuardProcess? guard = null)
    {
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["FunctionsWorker"] = mode == FunctionsWorkerMode.Local ? "local" : "packages",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "true",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "false",
            ["UseSharedCompilation"] = "false",
            ["MSBUILDTERMINALLOGGER"] = "off",
        };
        var command = new ProcessCommand("dotnet", "dotnet", arguments, repository.Root)
        {
            Environment = variables,
            Grace = TimeSpan.FromSeconds(5),
        };
        return Tool.RunAsync(command, stop, guard);
    }
}
