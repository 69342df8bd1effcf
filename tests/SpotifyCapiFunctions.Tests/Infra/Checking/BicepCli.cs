using System.Diagnostics;
using System.Reflection;

namespace SpotifyCapiFunctions.Tests.Infra.Checking;

/// <summary>Bicep's own compiler, from its NuGet package.</summary>
internal static class BicepCli
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly Lazy<string> Program = new(Find);

    /// <summary>What the compiler says, everything that it prints besides its result: nothing when all is well, whatever its exit code.</summary>
    public static async Task<string> FindingsAsync(params string[] arguments)
    {
        var (exitCode, _, findings) = await RunAsync(arguments);
        Assert.True(exitCode == 0, findings);
        return findings;
    }

    /// <summary>Runs it in the checkout, with what the parameter files take from the environment.</summary>
    public static async Task<(int ExitCode, string Output, string Findings)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program.Value, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Templates.BuildVariables)
            start.Environment[name] = value;

        using var bicep = Process.Start(start) ?? throw new InvalidOperationException("The Bicep CLI did not start.");
        var output = bicep.StandardOutput.ReadToEndAsync();
        var findings = bicep.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await bicep.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            bicep.Kill(entireProcessTree: true);
            throw;
        }

        return (bicep.ExitCode, await output, (await findings).Trim());
    }

    private static string Find()
    {
        var path = typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "BicepCli").Value!;
        if (OperatingSystem.IsWindows())
            return path + ".exe";

        // NuGet does not keep the right to run it on every system.
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return path;
    }
}
