using Dev.Checkout;

namespace Dev.Building;

/// <summary>
/// A compiler server that only one build uses. The usual one belongs to everything that the user builds and stays for ten minutes;
/// one with a name of its own can be ended without disturbing anybody.
/// </summary>
internal sealed class CompilerServer(Repository repository) : IAsyncDisposable
{
    private readonly string _name = $"spotify-capi-{Guid.NewGuid():N}";

    /// <summary>What a build needs to use it; it starts with the first project that is compiled.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["UseSharedCompilation"] = "true",
        ["SharedCompilationId"] = _name,
        // The compiler runs for a minute: counting for better code takes it more time than that saves.
        ["DOTNET_TieredPGO"] = "0",
    };

    public async ValueTask DisposeAsync()
    {
        var sdk = await DotNet.RunAsync(repository, ["--version"], CancellationToken.None);
        if (sdk is not { Succeeded: true, Lines: [var version, ..] })
            return;
        var server = Path.Combine(Path.GetDirectoryName(System.Environment.ProcessPath) ?? "", "sdk", version.Trim(), "Roslyn", "bincore", "VBCSCompiler.dll");
        await DotNet.RunAsync(repository, [server, "-shutdown", $"-pipename:{_name}"], CancellationToken.None);
    }
}
