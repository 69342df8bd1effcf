using System.Diagnostics;

namespace SpotifyCapiFunctions.Tests.Infra.Deployment;

/// <summary>Runs a script of <c>infra</c> with an <c>az</c> of our own.</summary>
internal static class Script
{
    /// <summary>Runs it to its end. Where it sleeps, it does so for a moment only.</summary>
    /// <param name="path">From the root.</param>
    /// <param name="arguments">What it gets.</param>
    /// <param name="az">What <c>az</c> does, in bash.</param>
    /// <param name="seconds">How long it waits for a key.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string path, string[] arguments, string az, int seconds = 0)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"az() {{\n{az}\n}}\nsleep() {{\ncommand sleep 0.1\n}}\nexport -f az sleep\nexec bash \"$0\" \"$@\"", Path.Combine(Repository.Root, path), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KEY_SECONDS"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var script = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = script.StandardOutput.ReadToEndAsync();
        var errors = script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, (await output).Trim(), await errors);
    }
}
