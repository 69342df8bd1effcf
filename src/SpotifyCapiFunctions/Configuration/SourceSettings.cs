using Microsoft.Extensions.Configuration;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Settings;
using SpotifyCapi.Sources;
using SpotifyCapi.Spotify;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Reads <c>Sources__&lt;name&gt;__…</c>.</summary>
internal static class SourceSettings
{
    public static (Dictionary<string, Source> Webhooks, Dictionary<string, FileSource> Files) Load(
        IConfiguration configuration, Dictionary<string, Destination> destinations, List<SettingProblem> problems, List<string> unused)
    {
        var webhooks = new Dictionary<string, Source>(StringComparer.OrdinalIgnoreCase);
        var files = new Dictionary<string, FileSource>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in configuration.GetSection("Sources").GetChildren())
        {
            var settings = SettingSections.Reader(configuration, section.Path, problems);
            Read(section.Key, settings, destinations, webhooks, files);
            unused.AddRange(settings.Unused());
        }

        return (webhooks, files);
    }

    private static void Read(
        string name,
        SettingReader settings,
        Dictionary<string, Destination> destinations,
        Dictionary<string, Source> webhooks,
        Dictionary<string, FileSource> files)
    {
        var kinds = string.Join(", ", SourceKinds.All.Select(kind => kind.Name).Append(FileSource.Kind));
        var kindName = settings.Required("Kind", kinds);
        if (kindName.Equals(FileSource.Kind, StringComparison.OrdinalIgnoreCase))
            files[name] = new FileSource(name, DestinationName(settings, destinations), OfflineFileOptions.Read(settings));
        else if (SourceKinds.Find(kindName) is { } kind)
            webhooks[name] = new Source(name, Secrets(settings), DestinationName(settings, destinations), kind.Create(settings)) { Kind = kind.Name };
        else if (kindName.Length > 0)
            settings.Problem("Kind", $"must be one of {kinds}.");
    }

    private static IReadOnlyList<string> Secrets(SettingReader settings)
    {
        var names = settings.List("Secrets");
        if (names.Count == 0)
            settings.Problem("Secrets", "is missing (names of the secrets that this source signs with, separated by commas).");
        else if (!names.All(SecretSettings.IsName))
            settings.Problem("Secrets", "must be names of secrets (letters, digits and hyphens), not the secrets themselves.");

        return names;
    }

    private static string DestinationName(SettingReader settings, Dictionary<string, Destination> destinations)
    {
        var name = settings.Text("Destination");
        if (name is null && destinations.Count == 1)
            return destinations.Keys.First();

        if (name is null)
            settings.Problem("Destination", "is missing (the name of a configured destination).");
        else if (!destinations.ContainsKey(name))
            settings.Problem("Destination", "names no configured destination.");

        return name ?? string.Empty;
    }
}
