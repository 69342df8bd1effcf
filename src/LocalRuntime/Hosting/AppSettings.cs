using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalRuntime.Hosting;

/// <summary>Settings, the later winning: host.json, the values of local.settings.json, environment variables, the command line.</summary>
internal static partial class AppSettings
{
    /// <summary>The genuine host's name for overriding host.json.</summary>
    public const string HostJson = "AzureFunctionsJobHost:";

    public static void Load(IConfigurationBuilder configuration, string[] args)
    {
        var host = Json("host.json").AsEnumerable();
        var values = Json("local.settings.json").GetSection("Values").AsEnumerable(makePathsRelative: true);
        configuration
            .AddInMemoryCollection(host.Select(entry => KeyValuePair.Create(HostJson + entry.Key, entry.Value)))
            .AddInMemoryCollection(values.Select(entry => KeyValuePair.Create(SettingKey(entry.Key), entry.Value)))
            .AddEnvironmentVariables()
            .AddCommandLine(
                [.. args.Select(arg => arg == "--enable-auth" ? "--LocalRuntime:EnableAuth=true" : arg)],
                new Dictionary<string, string> { ["--port"] = "LocalRuntime:Port" });
    }

    /// <summary>A setting as a number, time span or truth value; an unreadable one stops the start and is named.</summary>
    public static T Read<T>(this IConfiguration configuration, string setting, T fallback) where T : IParsable<T>
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
            return fallback;
        return T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new StartFailedException($"The setting {setting} is '{text}', which is not a valid {typeof(T).Name}.");
    }

    /// <summary>Replaces <c>%Setting%</c> in the argument of a trigger.</summary>
    public static string Resolve(this IConfiguration configuration, string text, Function function) =>
        Reference().Replace(text, match =>
        {
            var setting = match.Groups[1].Value;
            return configuration[SettingKey(setting)] is { Length: > 0 } value
                ? value
                : throw new StartFailedException($"The setting {setting} is missing; function {function.Name} names it in '{text}'.");
        });

    private static string SettingKey(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    private static IConfigurationRoot Json(string file) =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, file), optional: true).Build();

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
