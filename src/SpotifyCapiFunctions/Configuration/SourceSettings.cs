using Microsoft.Extensions.Configuration;
using SpotifyCapi.Events;
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
        {
            files[name] = new FileSource(name, DestinationNames(settings, destinations, most: 1)[0], OfflineFileOptions.Read(settings))
            {
                Rules = SourceRules.Read(settings),
                SharesNumbers = SharesNumbers(settings),
            };
        }
        else if (SourceKinds.Find(kindName) is { } kind)
        {
            webhooks[name] = Webhook(name, kind, settings, destinations);
        }
        else if (kindName.Length > 0)
        {
            settings.Problem("Kind", $"must be one of {kinds}.");
        }
    }

    private static Source Webhook(string name, SourceKind kind, SettingReader settings, Dictionary<string, Destination> destinations)
    {
        var webhooks = kind.Create(settings);
        var names = DestinationNames(settings, destinations, most: int.MaxValue);
        return new Source(name, Secrets(settings, isRequired: webhooks.KeySet is null), names[0], webhooks)
        {
            Kind = kind.Name,
            Destinations = names,
            Rules = SourceRules.Read(settings),
            SharesNumbers = SharesNumbers(settings),
        };
    }

    private static bool SharesNumbers(SettingReader settings) => settings.Bool("SharesNumbers", false);

    private static IReadOnlyList<string> Secrets(SettingReader settings, bool isRequired)
    {
        var names = settings.List("Secrets");
        if (names.Count == 0 && isRequired)
            settings.Problem("Secrets", "is missing (names of the secrets that this source signs with, separated by commas).");
        else if (!names.All(SecretSettings.IsName))
            settings.Problem("Secrets", "must be names of secrets (letters, digits and hyphens), not the secrets themselves.");

        return names;
    }

    // At least one, of which the first may be empty when a problem was reported.
    private static string[] DestinationNames(SettingReader settings, Dictionary<string, Destination> destinations, int most)
    {
        const string Name = "Destination";
        var names = settings.List(Name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (names.Length == 0 && destinations.Count == 1)
            return [destinations.Keys.First()];

        if (names.Length == 0)
            settings.Problem(Name, "is missing (the name of a configured destination).");
        else if (names.Length > most)
            settings.Problem(Name, "must be one destination: a file is sent to one.");
        else if (!names.All(destinations.ContainsKey))
            settings.Problem(Name, "names no configured destination.");

        return names.Length > 0 ? names : [string.Empty];
    }
}

/// <summary>
/// Finds sources that number for themselves and make the same ids of their numbers: order 727 of one shop would be taken for order 727 of the other.
/// </summary>
internal static class SharedNumbers
{
    /// <summary>A sentence for each group of such sources.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<Source> webhooks, IEnumerable<FileSource> files) =>
    [
        .. webhooks.Where(source => !source.SharesNumbers).Select(source => (source.Name, source.Destinations, source.Webhooks.OwnNumbers))
            .Concat(files.Where(source => !source.SharesNumbers)
                .Select(source => (source.Name, Destinations: (IReadOnlyList<string>)[source.Destination], source.OwnNumbers)))
            .SelectMany(source => source.Destinations.SelectMany(destination =>
                source.OwnNumbers.Select(recipe => (source.Name, Shared: (destination.ToUpperInvariant(), recipe)))))
            .GroupBy(source => source.Shared, source => source.Name)
            .Where(sources => sources.Skip(1).Any())
            .Select(sources =>
                $"Sources {string.Join(", ", sources.Order(StringComparer.Ordinal))} make ids such as {sources.Key.recipe} from their own numbers "
                + "for one destination, so equal numbers are taken for one conversion. "
                + "Put {source} into their recipes, or set SharesNumbers where they report the same orders."),
    ];
}
