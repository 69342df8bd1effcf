using Dev.Checkout;
using Dev.Processes;

namespace Dev.Building;

/// <summary>The <c>dotnet</c> command, in English and without servers that would outlive it.</summary>
internal static class DotNet
{
    /// <summary>Compiles. The projects share one compiler process, which is quicker than one each, and which ends here.</summary>
    public static async Task<ToolResult?> BuildAsync(Repository repository, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        await using var compiler = new CompilerServer(repository);
        return await RunAsync(repository, arguments, stop, compiler.Environment);
    }

    public static Task<ToolResult?> RunAsync(
        Repository repository,
        IReadOnlyList<string> arguments,
        CancellationToken stop,
        IReadOnlyDictionary<string, string>? environment = null,
        GuardProcess? guard = null)
    {
        var variables = new Dictionary<string, string>()
        {
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "true",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "false",
            ["UseSharedCompilation"] = "false",
            ["MSBUILDTERMINALLOGGER"] = "off",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            variables[name] = value;
        var command = new ProcessCommand("dotnet", "dotnet", arguments, repository.Root)
        {
            Environment = variables,
            Grace = TimeSpan.FromSeconds(5),
        };
        return Tool.RunAsync(command, stop, guard);
    }
}
