using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using SpotifyCapi.Delivery;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Everything that can be set, read once at start and validated as a whole.</summary>
public sealed record AppSettings
{
    /// <summary>Destinations by name.</summary>
    public required FrozenDictionary<string, Destination> Destinations { get; init; }

    /// <summary>Webhook sources by name.</summary>
    public required FrozenDictionary<string, Source> Sources { get; init; }

    /// <summary>Sources of files by name.</summary>
    public FrozenDictionary<string, FileSource> FileSources { get; init; } = FrozenDictionary<string, FileSource>.Empty;

    /// <summary>How files are taken in.</summary>
    public OfflinePushOptions OfflinePush { get; init; } = new();

    /// <summary>Functions that the app counts on and the host does not run with these settings: a sentence for each, with what to set.</summary>
    public IReadOnlyList<string> StoppedFunctions { get; init; } = [];

    /// <summary>Sources that make the same ids of numbers of their own: a sentence for each group.</summary>
    public IReadOnlyList<string> SharedNumbers { get; init; } = [];

    /// <summary>Settings that are most often a mistake, such as a value between quotation marks: a sentence for each.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Limits of what is taken in.</summary>
    public required IngestOptions Ingest { get; init; }

    /// <summary>How long duplicates are recognised.</summary>
    public DuplicateOptions Duplicates { get; init; } = new();

    /// <summary>Tries within one invocation.</summary>
    public ImmediateRetryOptions QuickTries { get; init; } = new();

    /// <summary>Waits between attempts.</summary>
    public RetryScheduleOptions RetrySchedule { get; init; } = new();

    /// <summary>When a destination is left alone.</summary>
    public BreakerOptions Breaker { get; init; } = new();

    /// <summary>Whether e-mail addresses and phone numbers are hashed before they reach the queue.</summary>
    public bool HashBeforeQueue { get; init; }

    /// <summary>The vault; null: secrets come from the settings.</summary>
    public Uri? KeyVaultUri { get; init; }

    /// <summary>How long secrets from the vault are used.</summary>
    public KeyVaultOptions KeyVault { get; init; } = new();

    /// <summary>Who is told when something is wrong.</summary>
    public AlertOptions Alerts { get; init; } = new();

    /// <summary>Where the worker sends its telemetry.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Short digest of the settings, without secrets.</summary>
    public string Version => Digest.Value;

    /// <summary>Every secret that a destination or a source names.</summary>
    public IReadOnlyList<string> SecretNames => SecretSettings.Named(Destinations.Values, Sources.Values);

    /// <summary>Unknown settings: most often typing mistakes.</summary>
    public required IReadOnlyList<string> Unused { get; init; }

    // Computed when the details of health are asked for, not at each start.
    internal Lazy<string> Digest { get; init; } = new(string.Empty);

    /// <summary>Reads and checks all settings.</summary>
    /// <exception cref="InvalidSettingsException">Something is wrong; all problems are listed.</exception>
    public static AppSettings Load(IConfiguration configuration)
    {
        var problems = new List<SettingProblem>();
        var unused = new List<string>();
        var sections = new List<SettingReader>();
        var vault = Section("KeyVault");
        var (vaultUri, vaultOptions) = (vault.Address("Uri"), KeyVaultOptions.Read(vault));
        var destinations = DestinationSettings.Load(configuration, problems, unused);
        var (sources, files) = SourceSettings.Load(configuration, destinations, problems, unused);
        var ingest = IngestOptions.Read(Section("Ingest"));
        if (ingest.Destination is { } name && !destinations.ContainsKey(name))
            problems.Add(new SettingProblem("Ingest__Destination", "names no configured destination."));

        var hash = Section("Privacy").Bool("HashBeforeQueue", false);
        var (delivery, duplicates, push) = (Section("Delivery"), Section("Duplicates"), Section("OfflinePush"));
        var settings = new AppSettings
        {
            Destinations = destinations.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Sources = sources.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            FileSources = files.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Ingest = ingest,
            QuickTries = ImmediateRetryOptions.Read(delivery),
            RetrySchedule = RetryScheduleOptions.Read(delivery),
            Breaker = BreakerOptions.Read(delivery),
            Duplicates = DuplicateOptions.Read(duplicates),
            OfflinePush = OfflinePushOptions.Read(push) with { Schedule = PushSchedule.Of(configuration) },
            StoppedFunctions = Configuration.StoppedFunctions.Find(configuration, files.Count > 0),
            SharedNumbers = Configuration.SharedNumbers.Find(sources.Values, files.Values),
            HashBeforeQueue = hash,
            KeyVaultUri = vaultUri,
            KeyVault = vaultOptions,
            Alerts = AlertOptions.Read(Section("Alerts")),
            Telemetry = TelemetrySettings.Read(configuration, problems),
            Unused = unused,
            Digest = new Lazy<string>(() => ConfigurationVersion.Of(configuration)),
        };

        // Its name before; StoppedFunctions says that it is not used.
        _ = push.Text("Schedule");
        unused.AddRange(sections.SelectMany(section => section.Unused()).Concat(SettingSections.OfMistypedSections(configuration)));
        problems.AddRange(SettingSections.Twice(Environment.GetEnvironmentVariables()));
        if (vaultUri is { IsLoopback: false } && vaultUri.Scheme != Uri.UriSchemeHttps)
            vault.Problem("Uri", "must be https.");

        problems.AddRange(PushSchedule.Misread(settings.OfflinePush.Schedule ?? string.Empty)
            .Select(problem => new SettingProblem(PushSchedule.Setting, problem)));
        StorageSettings.Check(configuration, problems);
        if (vaultUri is null)
            SecretSettings.Check(configuration, destinations.Values, sources.Values, settings.Alerts, problems);

        SettingProblem[] stopping = [.. problems.Where(problem => !problem.IsDoubt)];
        return stopping.Length > 0
            ? throw new InvalidSettingsException(stopping)
            : settings with { Doubts = [.. problems.Select(problem => problem.ToString())] };

        SettingReader Section(string name)
        {
            sections.Add(SettingSections.Reader(configuration, name, problems));
            return sections[^1];
        }
    }
}
