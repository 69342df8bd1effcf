using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Tests.Checking;

/// <summary>One finding of the checker.</summary>
public sealed record Finding(string Path, int Line, string Rule);

/// <summary>Runs <c>infra/check</c> in a process of its own.</summary>
internal static partial class TemplateCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static (int ExitCode, string Output, IReadOnlyList<Finding> Findings) Run(params IEnumerable<string> files)
    {
        var start = new ProcessStartInfo("node", ["infra/check/check.mjs", .. files])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEndAsync();
        if (!node.WaitForExit(Limit))
        {
            node.Kill(entireProcessTree: true);
            throw new TimeoutException($"The check took longer than {Limit}.");
        }

        var text = output.GetAwaiter().GetResult();
        Assert.True(node.ExitCode is 0 or 1, $"The check failed (is `npm ci` done?): {errors.GetAwaiter().GetResult()}");
        return (node.ExitCode, text, [.. Line().Matches(text).Select(Read)]);
    }

    private static Finding Read(Match match) =>
        new(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), match.Groups[3].Value);

    [GeneratedRegex("^(\\S+):(\\d+): ([a-z-]+): ", RegexOptions.Multiline)]
    private static partial Regex Line();
}
