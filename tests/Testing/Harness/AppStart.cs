using System.Diagnostics;
using System.Globalization;

namespace Testing.Harness;

/// <summary>Starts the local Functions host with the built app, in an environment in which only the test's own settings can be found.</summary>
internal static class AppStart
{
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "USERPROFILE"];

    public static Process Process(IEnumerable<KeyValuePair<string, string>> settings, string appFolder, IEnumerable<string> arguments)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "host", "LocalHost.dll"), "--app", appFolder, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in ToKeep().Concat(settings))
            start.Environment[name] = value;
        return System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    /// <summary>
    /// A shell that waits on a pipe of this process and kills the host when the pipe closes: however the test host ends, the host does too,
    /// and with it the worker.
    /// </summary>
    public static Process? Guard(Process host)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var id = host.Id.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"read -r _ || kill -9 {id}"]) { RedirectStandardInput = true };
        return System.Diagnostics.Process.Start(start);
    }

    private static IEnumerable<KeyValuePair<string, string>> ToKeep()
    {
        var all = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>();
        return
            from variable in all
            let name = (string)variable.Key
            where Inherited.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)
            select KeyValuePair.Create(name, (string?)variable.Value ?? "");
    }
}
