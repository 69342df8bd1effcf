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

    public static Problem Missing { get; } = new("`dotnet` was not found. Install the .NET 10 SDK from https://dot.net and run this again.");

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

/// <summary>
/// A compiler server that only one build uses. The usual one belongs to everything that the user builds and stays for ten minutes;
/// one with a name of its own can be ended without disturbing anybody.
/// </summary>
internal sealed class CompilerServer(Repository repository) : IAsyncDisposable
{
    private readonly string name = $"spotify-capi-{Guid.NewGuid():N}";

    /// <summary>What a build needs to use it; it starts with the first project that is compiled.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["UseSharedCompilation"] = "true",
        ["SharedCompilationId"] = name,
        // The compiler runs for a minute: counting for better code takes it more time than that saves.
        ["DOTNET_TieredPGO"] = "0",
    };

    public async ValueTask DisposeAsync()
    {
        var sdk = await DotNet.RunAsync(repository, ["--version"], CancellationToken.None);
        if (sdk is not { Succeeded: true, Lines: [var version, ..] })
            return;
        var server = Path.Combine(Path.GetDirectoryName(System.Environment.ProcessPath) ?? "", "sdk", version.Trim(), "Roslyn", "bincore", "VBCSCompiler.dll");
        await DotNet.RunAsync(repository, [server, "-shutdown", $"-pipename:{name}"], CancellationToken.None);
    }
}
