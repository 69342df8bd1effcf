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
            return new Problem("`dotnet` was not found. Install the .NET 10 SDK from https://dot.net and run this again.");
        if (result.Succeeded)
            return null;
        return new Problem(BuildOutput.Advice(result.Lines, what), BuildOutput.Errors(result.Lines, repository.Root));
    }
}
