using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>From .NET configuration to <see cref="SettingReader"/>.</summary>
internal static class SettingSections
{
    public static SettingReader Reader(IConfiguration configuration, string section, ICollection<SettingProblem> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in configuration.GetSection(section).AsEnumerable(makePathsRelative: true))
        {
            if (value is not null && key.Length > 0)
                values[key] = value;
        }

        return new SettingReader(section.Replace(":", "__", StringComparison.Ordinal), values, problems);
    }
}

/// <summary>
/// A short digest of the settings, to see whether two instances, or the app before and after a restart, have the same. Secrets and the
/// storage's connection string do not go into it.
/// </summary>
internal static class ConfigurationVersion
{
    /// <summary>Sections that the app reads, other than its secrets.</summary>
    private static readonly string[] Sections =
        ["Alerts", "Delivery", "Destinations", "Duplicates", "Ingest", "KeyVault", "OfflinePush", "OfflinePushSchedule", "Privacy", "Sources"];

    /// <summary>The digest: 12 hexadecimal digits. The order of the settings and the case of their names do not count.</summary>
    public static string Of(IConfiguration configuration)
    {
        var lines = Sections
            .SelectMany(section => configuration.GetSection(section).AsEnumerable())
            .Where(setting => setting.Value is not null)
            .Select(setting => $"{setting.Key.ToUpperInvariant()}={setting.Value}\n")
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))).AsSpan(0, 6));
    }
}
