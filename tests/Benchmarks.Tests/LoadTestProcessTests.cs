using System.Diagnostics;

namespace Benchmarks.Tests;

/// <summary>The load test itself, with hardly any load: that it still starts the app, that its accounting holds, and that it prints what the document needs.</summary>
public sealed class LoadTestProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Load_test_accounts_for_every_event_and_prints_both_tables()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory.Replace("Benchmarks.Tests", "LoadTest", StringComparison.Ordinal), "LoadTest.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [assembly, "--smoke"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        var text = await output;
        Assert.True(process.ExitCode == 0, text + await errors);
        Assert.Contains("| drain of waiting events", text, StringComparison.Ordinal);
        Assert.Contains("Storage operations per 1,000 events", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" lost", text, StringComparison.Ordinal);
    }
}
