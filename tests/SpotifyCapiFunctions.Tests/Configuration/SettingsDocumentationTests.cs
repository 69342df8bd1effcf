using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Sources;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

/// <summary>docs/settings.md against the code: names in both directions, defaults, and allowed values.</summary>
public sealed partial class SettingsDocumentationTests
{
    /// <summary>A destination of each sort, since some settings are read for one of them only, and all that is required.</summary>
    private static readonly (string Name, string? Value)[] Start =
    [
        ("Destinations__main__BusinessId", "business"),
        ("Destinations__main__DatasetId", "dataset"),
        ("Destinations__main__AdsTokenSecret", "main-token"),
        ("Destinations__partner__Profile", "PartnerConversions"),
        ("Destinations__partner__ClientIdSecret", "main-token"),
        ("Destinations__partner__ClientSecretSecret", "main-token"),
        ("Destinations__partner__AdvertiserId", "advertiser"),
        ("Destinations__partner__ConversionId", "conversion"),
        ("Sources__shop__Destination", "main"),
    ];

    /// <summary>Names below a setting, which are the team's own.</summary>
    private static readonly (string Name, string? Value)[] Nested =
    [
        ("EventMap__ours", "PURCHASE"), ("Columns__email", "Mail"), ("Map__event_name", "=PURCHASE"), ("Map__event_id", "/id"), ("Map__event_time", "/at"), ("Exclude__any__Currency", "USD"),
    ];

    private static readonly string[] OfEverySource = ["Kind", "Secrets", "Destination", "SharesNumbers", "Value", "ValueFactor", "LeadValue", "Exclude"];

    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), "docs", "settings.md"));

    private static readonly IReadOnlyList<Row> Rows =
    [
        .. Page.Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line[1..^1].Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 4)
            .Select(cells => new Row(cells[0].Trim('`'), cells[1].Trim('`'), cells[2])),
    ];

    /// <summary>Every text of the code that could be the name of a setting.</summary>
    private static readonly IReadOnlyList<string> Candidates =
    [
        .. new[] { typeof(AppSettings).Assembly, typeof(SourceKinds).Assembly }.SelectMany(Texts)
            .Where(text => Identifier().IsMatch(text)).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    public static TheoryData<string, string[]> Sections => new()
    {
        { "KeyVault", ["KeyVault"] },
        { "Destinations__<name>", ["Destinations__main", "Destinations__partner"] },
        { "Ingest", ["Ingest"] },
        { "Privacy", ["Privacy"] },
        { "Duplicates", ["Duplicates"] },
        { "Delivery", ["Delivery"] },
        { "OfflinePush", ["OfflinePush"] },
        { "Alerts", ["Alerts"] },
    };

    public static TheoryData<string> Kinds => [.. SourceKinds.All.Select(kind => kind.Name).Append(FileSource.Kind)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Section_has_the_settings_that_the_app_reads(string section, string[] inSettings) => Assert.Equal(
        inSettings.SelectMany(one => Read(one)).Distinct().Order(StringComparer.Ordinal),
        Rows.Where(row => row.Name.StartsWith(section + "__", StringComparison.Ordinal))
            .Select(row => TopLevel(row.Name[(section.Length + 2)..])).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_has_the_options_that_the_app_reads(string kind)
    {
        const string Source = "Sources__other";
        var read = Read(
            Source, (Source + "__Kind", kind), (Source + "__Secrets", "shop-secret"), (Source + "__Destination", "main"), (Source + "__Header", "X-Signature"),
            (Source + "__NotificationUrl", "https://capi.example.com/api/webhooks/other"));

        Assert.Equal(read.Except(OfEverySource).Order(StringComparer.Ordinal), Options(kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Other_rows_are_what_the_app_and_its_clients_ask_for()
    {
        var configuration = new RecordedConfiguration(Configured.With(Start));
        var settings = AppSettings.Load(configuration);
        StorageSettings.ServiceUri(configuration, "queue");
        AzureCredential.Create(configuration);

        Assert.Empty(settings.Unused);
        Assert.Equal(
            configuration.Keys.Select(Placeholders).Distinct().Concat(OfEverySource.Select(name => "Sources__<name>__" + name)).Order(StringComparer.Ordinal),
            Rows.Select(row => row.Name).Where(name => !InSection(name)).Select(name => name.Replace("__<rule>__<condition>", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Allowed_values_are_those_that_the_app_tells()
    {
        var wrong = Rows.Where(row => !row.Name.StartsWith("AzureWebJobs", StringComparison.Ordinal)).Select(row => (Example(row.Name, "main"), (string?)"?"));
        var told = Configured.Problems([.. Start, .. wrong])
            .Select(problem => (problem.Setting, Allowed: Allowed(problem.Message))).Where(problem => problem.Allowed is not null).ToArray();

        Assert.True(told.Length > 40);
        Assert.All(told, problem => Assert.Equal(problem.Allowed, Rows.Single(row => Example(row.Name, "main") == problem.Setting).Allowed));
    }

    [Fact]
    public void Defaults_are_those_of_the_app()
    {
        var without = Print(Configured.Load(Start));

        Assert.All(Rows.Where(row => row.Default.Length > 0), row =>
        {
            var main = Configured.Load([.. Start, (Example(row.Name, "main"), row.Default)]);
            Assert.Equal(without, Print(main.Unused.Count == 0 ? main : Configured.Load([.. Start, (Example(row.Name, "partner"), row.Default)])));
        });
    }

    // Every candidate is set; what the app read is what it does not call unused.
    private static IEnumerable<string> Read(string section, params (string Name, string? Value)[] required)
    {
        var set = Start.Concat(required).ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Candidates.Select(name => (name, (string?)"")).Concat(Nested))
        {
            if (!Configured.Good.ContainsKey($"{section}__{name}"))
                set.TryAdd($"{section}__{name}", value);
        }

        var settings = Configured.Load(set.Select(setting => (setting.Key, setting.Value)));
        return Configured.Good.Keys.Concat(set.Keys).Where(name => name.StartsWith(section + "__", StringComparison.OrdinalIgnoreCase))
            .Except(settings.Unused, StringComparer.OrdinalIgnoreCase).Select(name => TopLevel(name[(section.Length + 2)..])).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    // Those of another kind are told by its name.
    private static IEnumerable<string> Options(string kind) =>
        Quoted().Matches(Page.Single(line => line.StartsWith($"| `{kind}` |", StringComparison.Ordinal)).Trim('|').Split(" | ")[2])
            .SelectMany(match => match.Groups[1].Value is "Mapped" ? Options("Mapped") : [match.Groups[1].Value]);

    private static bool InSection(string name) => Sections.Select(row => (string)row[0]).Any(section => name.StartsWith(section + "__", StringComparison.Ordinal));

    private static string TopLevel(string name) => name.Split("__")[0];

    private static string Example(string name, string destination) => name
        .Replace("Destinations__<name>", $"Destinations__{destination}", StringComparison.Ordinal)
        .Replace("Sources__<name>", "Sources__shop", StringComparison.Ordinal)
        .Replace("<name>", "any", StringComparison.Ordinal).Replace("<from>", "any", StringComparison.Ordinal);

    private static string Placeholders(string key)
    {
        var name = key.Replace(":", "__", StringComparison.Ordinal);
        return name.StartsWith("Secrets__", StringComparison.Ordinal) ? "Secrets__<name>" : Disabled().Replace(name, "AzureWebJobs.<function>.Disabled");
    }

    private static string? Allowed(string message)
    {
        var range = Range().Match(message);
        return range.Success ? $"{Short(range.Groups[1].Value)} to {Short(range.Groups[2].Value)}"
            : message == "must be true or false." ? "`true`, `false`"
            : OneOf().Match(message) is { Success: true } list ? string.Join(", ", list.Groups[1].Value.Split(", ").Select(value => $"`{value}`"))
            : null;
    }

    private static string Short(string value) => Fraction().IsMatch(value) ? value.TrimEnd('0') : value;

    private static string Print(AppSettings settings) => JsonSerializer.Serialize(settings with { Digest = new(""), Unused = [] });

    // String literals, the names in nameof among them.
    private static IEnumerable<string> Texts(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        for (var handle = metadata.GetNextHandle(default(UserStringHandle)); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            yield return metadata.GetUserString(handle);
    }

    private static string Root(DirectoryInfo folder) => folder.GetFiles("*.sln").Length > 0
        ? folder.FullName
        : Root(folder.Parent ?? throw new InvalidOperationException("The tests do not run inside a checkout."));

    [GeneratedRegex("^[A-Z][A-Za-z]{1,60}$")]
    private static partial Regex Identifier();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^AzureWebJobs(\.|__)\w+(\.|__)Disabled$")]
    private static partial Regex Disabled();

    [GeneratedRegex(@"^must be a (?:whole number|duration) from ([\d.:]+) to ([\d.:]*\d)")]
    private static partial Regex Range();

    [GeneratedRegex(@"^must be one of (.+)\.$")]
    private static partial Regex OneOf();

    [GeneratedRegex(@":\d\d\.\d+$")]
    private static partial Regex Fraction();

    private sealed record Row(string Name, string Default, string Allowed);

    /// <summary>Remembers which settings were asked for by their full name.</summary>
    private sealed class RecordedConfiguration(IConfiguration inner) : IConfiguration
    {
        public HashSet<string> Keys { get; } = [];

        public string? this[string key]
        {
            get
            {
                Keys.Add(key);
                return inner[key];
            }
            set => inner[key] = value;
        }

        public IEnumerable<IConfigurationSection> GetChildren() => inner.GetChildren();

        public Microsoft.Extensions.Primitives.IChangeToken GetReloadToken() => inner.GetReloadToken();

        public IConfigurationSection GetSection(string key) => inner.GetSection(key);
    }
}
