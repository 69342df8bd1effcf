namespace SpotifyCapiFunctions.Tests.Infra.Deployment;

/// <summary>A theory about a script that needs <c>jq</c>: runners of workflows have it, other machines need it only to deploy.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryWithJqAttribute : TheoryAttribute
{
    public TheoryWithJqAttribute()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "jq"))))
            Skip = "jq is not installed.";
    }
}
