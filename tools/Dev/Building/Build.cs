using Dev.Checkout;
using Dev.Output;

namespace Dev.Building;

/// <summary>Builds a project or the solution.</summary>
internal static class Build
{
    /// <summary>Advisories, and a neighbour of the version that a generated project asks for, depend on the package source and not on our code.</summary>
    private const string NotAsErrors = "-warnNotAsError:NU1603;NU1900;NU1901;NU1902;NU1903;NU1904";

    /// <summary>
    /// <paramref name="what"/> is for the progress line, such as "the app". The compiler's warnings are errors always, those of MSBuild
    /// itself with <paramref name="warningsAsErrors"/>.
    /// </summary>
    public static async Task<Problem?> RunAsync(
        Repository repository, Terminal terminal, string project, string what, bool warningsAsErrors, CancellationToken stop)
    {
        List<string> arguments = ["build", project, "-v", "q", "--nologo"];
        if (warningsAsErrors)
            arguments.AddRange(["-warnAsError", NotAsErrors]);
        var result = await terminal.StepAsync($"Building {what}", () => DotNet.BuildAsync(repository, arguments, stop));
        if (result is null)
            return DotNet.Missing;
        if (result.Succeeded)
            return null;
        return new Problem(BuildOutput.Advice(result.Lines, what), BuildOutput.Errors(result.Lines, repository.Root));
    }
}

/// <summary>What of a failed build's output is worth reading.</summary>
internal static class BuildOutput
{
    private const int Limit = 30;

    /// <summary>The errors, each once, with paths relative to the repository; the last lines when there is no error line at all.</summary>
    public static IReadOnlyList<string> Errors(IReadOnlyList<string> lines, string root)
    {
        var errors = lines
            .Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.StartsWith("MSBUILD : error", StringComparison.Ordinal))
            .Select(line => Shorten(line.Trim(), root))
            .Distinct()
            .ToArray();
        return errors switch
        {
            [] => [.. lines.TakeLast(Limit)],
            { Length: > Limit } => [.. errors.Take(Limit), $"... and {errors.Length - Limit} more errors"],
            _ => errors,
        };
    }

    /// <summary>One line that says what to do about it.</summary>
    public static string Advice(IReadOnlyList<string> lines, string what)
    {
        if (lines.Any(line => line.Contains("error NU1301", StringComparison.Ordinal)))
            return "The package source could not be reached (NU1301). Check the network, the proxy and `dotnet nuget list source`, then run this again.";
        return lines.Any(line => line.Contains("error NU", StringComparison.Ordinal))
            ? "dotnet restore failed; see above. Correct that and run this again."
            : $"Building {what} failed; see above.";
    }

    private static string Shorten(string line, string root)
    {
        var project = line.LastIndexOf(" [", StringComparison.Ordinal);
        var text = project > 0 && line.EndsWith(']') ? line[..project] : line;
        return text.Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }
}

/// <summary>Lets only one script of a checkout build at a time: two builds into the same folder break each other.</summary>
internal static class BuildTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<IDisposable> TakeAsync(Repository repository, CancellationToken stop)
    {
        Directory.CreateDirectory(repository.Memory);
        var path = Path.Combine(repository.Memory, "build-turn");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(Pause, stop);
            }
        }
    }
}
