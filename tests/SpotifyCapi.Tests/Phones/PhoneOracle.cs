using System.Diagnostics;
using System.Text;
using SpotifyCapi.Phones;

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

/// <summary>One written number and what libphonenumber-js makes of it: valid, possible, impossible, or beyond E.164's lengths.</summary>
internal sealed record OracleNumber(string Notation, string Raw, string Country, string DefaultCountry, string Verdict, string Expected)
{
    internal static OracleNumber Read(string line) => line.Split('\t') is { Length: 6 } fields
        ? new(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5])
        : throw new FormatException($"Six fields were expected: {line}");

    internal PhoneResult Normalize() => PhoneNormalizer.Normalize(Raw, Country, DefaultCountry);
}
