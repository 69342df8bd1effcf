namespace Dev.Building;

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
