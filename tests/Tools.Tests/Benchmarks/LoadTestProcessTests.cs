using System.Diagnostics;

namespace Tools.Tests.Benchmarks;

/// <summary>The load test itself, with hardly any load: that it still starts the app, that its accounting holds, and that it prints what the document needs.</summary>
[Collection(Name)]
public sealed class LoadTestProcessTests
{
    private const string Name = "load test";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Load_test_accounts_for_every_event_and_prints_both_tables()
    {
        var (exitCode, text, errors) = await RunAsync("--smoke");

        Assert.True(exitCode == 0, text + errors);
        Assert.Contains("| drain of waiting events", text, StringComparison.Ordinal);
        Assert.Contains("Storage operations per 1,000 events", text, StringComparison.Ordinal);

        // A busy machine may make an event arrive twice, which at-least-once allows and the table says; none is lost, changed or unknown.
        Assert.DoesNotMatch("[1-9][0-9]* (lost|unexpected|changed)", text);
    }

    [Theory]
    [InlineData("--help", "--help is none of the options --quick, --smoke, --start-up, --operations, --soak …, --document …, --app …, --against …, --empty …, --rounds ….")]
    [InlineData("--soak", "--soak needs a value.")]
    public async Task An_option_that_it_does_not_know_starts_nothing(string option, string problem)
    {
        var (exitCode, text, errors) = await RunAsync(option);

        Assert.Equal((2, string.Empty, problem), (exitCode, text, errors.TrimEnd()));
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string option)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory.Replace("Tools.Tests", "Benchmarks", StringComparison.Ordinal), "Benchmarks.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [assembly, "load", option])
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

        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Nothing else runs meanwhile: its limits are reached on a busy machine without a fault.</summary>
    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;
}
