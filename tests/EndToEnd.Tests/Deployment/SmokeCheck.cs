using System.Diagnostics;

namespace EndToEnd.Tests.Deployment;

/// <summary>Runs <c>infra/smoke</c>.</summary>
internal static class SmokeCheck
{
    public static async Task<(int ExitCode, string Output)> RunAsync(Uri app, int limit, string key)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "infra", "smoke"), app.AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FUNCTION_KEY"] = key;
        start.Environment["SMOKE_SECONDS"] = limit.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["no_proxy"] = "127.0.0.1";
        using var smoke = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = smoke.StandardOutput.ReadToEndAsync();
        var errors = smoke.StandardError.ReadToEndAsync();
        await smoke.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (smoke.ExitCode, await output + await errors);
    }
}
