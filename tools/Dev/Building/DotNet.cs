using Dev.Checkout;
using Dev.Processes;

namespace Dev.Building;

/// <summary>The <c>dotnet</c> command, in English and without servers that would outlive it.</summary>
internal static class DotNet
{
    /// <summary>For whatever runs <c>dotnet build</c>: in English, and nothing of it stays behind.</summary>
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "true",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "false",
        ["UseSharedCompilation"] = "false",
        ["MSBUILDTERMINALLOGGER"] = "off",
    };

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
        var command = new ProcessCommand("dotnet", "dotnet", arguments, repository.Root)
        {
            Environment = environment is null ? Variables : Over(environment),
            Grace = TimeSpan.FromSeconds(5),
        };
        return Tool.RunAsync(command, stop, guard);
    }

    /// <summary><see cref="Variables"/> and more, which win over them.</summary>
    public static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> more)
    {
        var all = new Dictionary<string, string>(Variables);
        foreach (var (name, value) in more)
            all[name] = value;
        return all;
    }
}
