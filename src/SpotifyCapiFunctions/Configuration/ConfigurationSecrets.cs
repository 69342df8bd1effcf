using Microsoft.Extensions.Configuration;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Secrets from the settings, for development. Their presence was checked at start.</summary>
internal sealed class ConfigurationSecrets(IConfiguration configuration) : ISecretReader
{
    public ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken) =>
        SecretSettings.Find(configuration, name) is { } text && !SettingSections.IsUnresolved(text)
            ? ValueTask.FromResult(new SecretValue(text))
            : throw new SecretUnavailableException(name);

    public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken) => GetAsync(name, cancellationToken);
}

/// <summary>Secrets that come from the settings (<c>Secrets__&lt;name&gt;</c>), on a developer's machine.</summary>
internal static class SecretSettings
{
    /// <summary>Whether a text can be the name of a Key Vault secret: 1 to 127 letters, digits and hyphens.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 127 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>Finds a secret. Shells cannot set a variable with a hyphen, so an underscore may stand for it.</summary>
    public static string? Find(IConfiguration configuration, string name)
    {
        var value = configuration[$"Secrets:{name}"] ?? configuration[$"Secrets:{name.Replace('-', '_')}"];
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    /// <summary>Every secret that a destination or a source names, once.</summary>
    public static IReadOnlyList<string> Named(IEnumerable<Destination> destinations, IEnumerable<Source> sources) =>
    [
        .. destinations
            .SelectMany(destination => (string?[])[destination.TokenSecret, destination.Partner?.ClientIdSecret, destination.Partner?.ClientSecretSecret])
            .Concat(sources.SelectMany(source => source.SecretNames))
            .Where(name => name is not null && IsName(name))
            .Select(name => name!)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Reports each secret that is named but not there.</summary>
    public static void Check(
        IConfiguration configuration, IEnumerable<Destination> destinations, IEnumerable<Source> sources, AlertOptions alerts, List<SettingProblem> problems)
    {
        // The Ads API's token is for a comparison only, and that of alerts for a message: the app is ready without them, but a name that leads
        // nowhere is a mistake.
        var ads = destinations.Select(destination => destination.Ads?.TokenSecret).Append(alerts.Secret).OfType<string>().Where(IsName);
        foreach (var name in Named(destinations, sources).Union(ads, StringComparer.OrdinalIgnoreCase))
        {
            var value = Find(configuration, name);
            if (value is null || SettingSections.IsUnresolved(value))
            {
                // As with a vault that is down: what needs the secret waits, and the rest works.
                problems.Add(new SettingProblem(
                    $"Secrets__{name.Replace('-', '_')}",
                    value is null ? "is missing or empty (without KeyVault__Uri, secrets are read from the settings)." : SettingSections.Unresolved)
                {
                    IsDoubt = value is not null,
                });
            }
        }
    }
}
