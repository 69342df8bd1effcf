using System.Collections;
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

        var reader = new SettingReader(section.Replace(":", "__", StringComparison.Ordinal), values, problems);
        foreach (var (key, value) in values)
        {
            if (value.Trim() is ['"', .., '"'])
                reader.Doubt(key, "is in quotation marks, which belong to the value here; leave them out.");

            // Conversions do not wait for those who are told about them.
            if (IsUnresolved(value) && section == "Alerts" && values.Remove(key))
                reader.Doubt(key, Unresolved);
            else if (IsUnresolved(value))
                reader.Problem(key, Unresolved);
        }

        return reader;
    }

    /// <summary>What is wrong with a value that is still a Key Vault reference, which Azure leaves in its place when it cannot resolve it.</summary>
    public const string Unresolved =
        "is a Key Vault reference that Azure has not resolved. The app's page Environment variables says why: most often its identity may not read the vault.";

    public static bool IsUnresolved(string? value) => value?.TrimStart().StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// Names that differ in case alone. They are one setting, on Azure and here, but Linux keeps both, and it would be chance which value counts: two sources
    /// <c>store</c> and <c>STORE</c> would be mixed into one. The same value twice does no harm.
    /// </summary>
    public static IEnumerable<SettingProblem> Twice(IDictionary variables) => variables.Keys.Cast<string>()
        .Where(name => ConfigurationVersion.Sections.Append("Secrets").Contains(name.Split("__")[0], StringComparer.OrdinalIgnoreCase))
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Select(spellings => spellings.Order(StringComparer.Ordinal).ToArray())
        .Where(spellings => spellings.DistinctBy(name => variables[name]).Skip(1).Any())
        .Select(spellings => new SettingProblem(
            spellings[^1], $"is the same setting as {spellings[0]}, because case does not count in names; remove or rename one of them."));

    /// <summary>Settings of a section that does not exist and whose name begins like one of ours, such as <c>Source__shop__Kind</c>.</summary>
    public static IEnumerable<string> OfMistypedSections(IConfiguration configuration)
    {
        const int Alike = 5;
        var sections = ConfigurationVersion.Sections;
        return configuration.GetChildren()
            .Where(section => !sections.Contains(section.Key, StringComparer.OrdinalIgnoreCase)
                && sections.Any(known => section.Key.StartsWith(known[..Alike], StringComparison.OrdinalIgnoreCase)))
            .SelectMany(section => section.AsEnumerable().Where(setting => setting.Value is not null && setting.Key != section.Key))
            .Select(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal));
    }
}

/// <summary>
/// A short digest of the settings, to see whether two instances, or the app before and after a restart, have the same. Secrets and the
/// storage's connection string do not go into it.
/// </summary>
internal static class ConfigurationVersion
{
    /// <summary>Sections that the app reads, other than its secrets.</summary>
    public static readonly string[] Sections =
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
