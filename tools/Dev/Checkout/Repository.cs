namespace Dev.Checkout;

/// <summary>The places of a checkout that the scripts use.</summary>
internal sealed class Repository(string root)
{
    private const string SolutionName = "SpotifyCapiFunctions.sln";

    public string Root { get; } = root;

    public string Solution => Path.Combine(Root, SolutionName);

    public string AppProject => Path.Combine(Root, "src", "SpotifyCapiFunctions");

    public string StandInProject => Path.Combine(Root, "tests", "SpotifyStandIn");

    public string AppAssembly => Built("SpotifyCapiFunctions");

    public string StandInAssembly => Built("SpotifyStandIn");

    public static string DevAssembly => Path.Combine(AppContext.BaseDirectory, "Dev.dll");

    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>What the scripts remember between two runs; safe to delete.</summary>
    public string Memory => Path.Combine(Artifacts, "dev");

    public string TestResults => Path.Combine(Artifacts, "test-results");

    public string LocalModeMarker => Path.Combine(Root, ".functions-worker-local");

    /// <summary>The repository that contains <paramref name="start"/>, or null.</summary>
    public static Repository? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionName)))
                return new Repository(folder.FullName);
        }
        return null;
    }

    /// <summary>The assembly of a project as the local mode builds it.</summary>
    public string Built(string project) => Path.Combine(Artifacts, "bin", project, "debug", project + ".dll");

    /// <summary>The same, optimised.</summary>
    public string BuiltForRelease(string project) => Path.Combine(Artifacts, "bin", project, "release", project + ".dll");
}
