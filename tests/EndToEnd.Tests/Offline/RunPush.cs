using System.Diagnostics;
using Testing.Harness;

namespace EndToEnd.Tests.Offline;

/// <summary><c>./run push</c> as a process of its own, with its output in a pipe.</summary>
public static class RunPush
{
    /// <summary>Pushes a file and waits for the end.</summary>
    /// <param name="scenario">The app to push to.</param>
    /// <param name="arguments">After <c>./run push</c>.</param>
    public static Task<PushResult> RunAsync(Scenario scenario, params string[] arguments) => CommandAsync(scenario, ["push", .. arguments]);

    /// <summary>Runs any command of <c>./run</c> that talks to a running app.</summary>
    /// <param name="scenario">The app to talk to.</param>
    /// <param name="arguments">After <c>./run</c>.</param>
    public static async Task<PushResult> CommandAsync(Scenario scenario, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Tool, "run", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start.Environment, scenario);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(OfflineSize.Limit);
        return new PushResult(process.ExitCode, await output, await errors);
    }

    /// <summary>The environment in which <c>./run push</c> finds the app and the storage of a scenario.</summary>
    public static void Prepare(IDictionary<string, string?> environment, Scenario scenario)
    {
        environment["SPOTIFY_CAPI_URL"] = scenario.App.Address.AbsoluteUri;
        environment["SPOTIFY_CAPI_FUNCTION_KEY"] = ScenarioSettings.FunctionKey;
        environment["AzureWebJobsStorage"] = scenario.Storage;
        environment.Remove("SPOTIFY_CAPI_CONTAINER_URL");
    }

    // The test's own folder is bin/<configuration>/<framework>.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Tool => Path.Combine(Repository.Root, "tools", "Dev", "bin", Configuration, "net10.0", "Dev.dll");
}

/// <summary>How <c>./run push</c> ended.</summary>
public sealed record PushResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The count that stands beside a name in the printed table.</summary>
    public long Count(string name)
    {
        var line = Output.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith(name + "  ", StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
