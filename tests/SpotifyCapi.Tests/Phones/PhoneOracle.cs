using System.Diagnostics;
using System.Text;

namespace SpotifyCapi.Tests.Phones;

/// <summary>Runs the scripts of tools/phone-oracle, which ask libphonenumber-js.</summary>
internal static class PhoneOracle
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    internal static IReadOnlyList<OracleNumber> Numbers(int atLeast) =>
        [.. Run("generate.mjs", $"{atLeast}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(OracleNumber.Read)];

    internal static string Table() => Run("plans.mjs");

    private static string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine("tools", "phone-oracle", script), .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEndAsync();
        if (!node.WaitForExit(Limit))
        {
            node.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} took longer than {Limit}.");
        }

        return node.ExitCode == 0
            ? output.GetAwaiter().GetResult()
            : throw new InvalidOperationException($"{script} failed (is `npm ci` done?): {errors.GetAwaiter().GetResult()}");
    }
}
