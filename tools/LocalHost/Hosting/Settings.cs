using System.Text.RegularExpressions;

namespace LocalHost.Hosting;

/// <summary>host.json, then the environment, to which the values of local.settings.json are added: the genuine host's configuration.</summary>
internal static partial class Settings
{
    /// <summary>Where the genuine host puts host.json, so that <c>AzureFunctionsJobHost__logging__...</c> overrides it.</summary>
    public const string HostJson = "AzureFunctionsJobHost";

    public static IConfigurationRoot Load(string app)
    {
        var hostJson = Path.Combine(app, "host.json");
        if (!File.Exists(hostJson))
            throw new StartFailedException($"{app} is not a built Functions app: it has no host.json.");

        // The worker inherits them as well: it does not read the file by itself.
        foreach (var (name, value) in Json(Path.Combine(app, "local.settings.json")).GetSection("Values").AsEnumerable(makePathsRelative: true))
        {
            if (Environment.GetEnvironmentVariable(name) is null)
                Environment.SetEnvironmentVariable(name, value);
        }

        return new ConfigurationBuilder()
            .AddInMemoryCollection(Json(hostJson).AsEnumerable().Select(entry => KeyValuePair.Create($"{HostJson}:{entry.Key}", entry.Value)))
            // Tells the WebJobs SDK where its own settings are.
            .AddInMemoryCollection([KeyValuePair.Create("AzureWebJobsConfigurationSection", (string?)HostJson)])
            .AddEnvironmentVariables()
            .Build();
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

    /// <summary>A setting in seconds.</summary>
    public static TimeSpan Seconds(this IConfiguration configuration, string setting, double fallback) =>
        TimeSpan.FromSeconds(configuration.Read(setting, fallback));

    /// <summary>Replaces <c>%Setting%</c> in the argument of a trigger.</summary>
    public static string Resolve(this IConfiguration configuration, string text, string function) =>
        Reference().Replace(text, match =>
        {
            var setting = match.Groups[1].Value;
            if (configuration[setting] is { Length: > 0 } value)
                return value;
            throw new StartFailedException(setting.Contains("__", StringComparison.Ordinal)
                ? $"Function {function} names '{text}': the Functions host reads __ in an environment variable as ':', so that %{setting}% "
                    + "is never found there and the function would be disabled. Use a name without __."
                : $"The setting {setting} is missing; function {function} names it in '{text}'.");
        });

    private static IConfigurationRoot Json(string file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: true).Build();
        }
        catch (InvalidDataException exception)
        {
            throw new StartFailedException($"{file} cannot be read: {exception.InnerException?.Message ?? exception.Message}");
        }
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
