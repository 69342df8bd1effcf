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
