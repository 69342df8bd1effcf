using Microsoft.Extensions.Configuration;

namespace LocalRuntime.Hosting;

/// <summary>
/// Where settings come from, the later winning: host.json under <c>AzureFunctionsJobHost</c> (the genuine host's name for overriding it),
/// the values of local.settings.json, environment variables, the command line.
/// </summary>
internal static class AppSettings
{
    public const string HostJson = "AzureFunctionsJobHost:";

    public static void Load(IConfigurationBuilder configuration, string[] args) => configuration
        .AddInMemoryCollection(Read("host.json").Select(e => KeyValuePair.Create(HostJson + e.Key, e.Value)))
        .AddInMemoryCollection(LocalSettings())
        .AddEnvironmentVariables()
        .AddInMemoryCollection(Switches(args))
        .AddCommandLine([.. args.Where(arg => arg.Contains('=', StringComparison.Ordinal))]);

    private static IEnumerable<KeyValuePair<string, string?>> LocalSettings()
    {
        const string values = "Values:";
        return
            from entry in Read("local.settings.json")
            where entry.Key.StartsWith(values, StringComparison.OrdinalIgnoreCase)
            select KeyValuePair.Create(entry.Key[values.Length..].Replace("__", ":", StringComparison.Ordinal), entry.Value);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Read(string file) =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, file), optional: true)
            .Build()
            .AsEnumerable()
            .Where(entry => entry.Value is not null);

    private static Dictionary<string, string?> Switches(string[] args)
    {
        var settings = new Dictionary<string, string?>();
        if (args.Contains("--enable-auth"))
            settings["LocalRuntime:EnableAuth"] = "true";
        if (Array.IndexOf(args, "--port") is var port and >= 0)
            settings["LocalRuntime:Port"] = args.ElementAtOrDefault(port + 1) ?? "(none)";
        return settings;
    }
}
