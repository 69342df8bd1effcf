using System.Globalization;

namespace SpotifyCapiFunctions.Offline;

/// <summary>What a report blob says about its run, so that an interrupted one is found again.</summary>
internal static class RunMetadata
{
    private const string Status = "status";
    private const string Keys = "keys";
    private const string Started = "started";
    private const string Version = "version";

    public static Dictionary<string, string> Write(FileRun run, string status)
    {
        var metadata = new Dictionary<string, string>
        {
            [Status] = status,
            [Keys] = run.KeysName,
            [Started] = run.StartedAt.ToString("O", CultureInfo.InvariantCulture),
        };
        if (run.Version is not null)
            metadata[Version] = run.Version;

        return metadata;
    }

    /// <summary>The run of a report for a version of a file, and its status; null when the report is of another version or not ours.</summary>
    public static (FileRun Run, string Status)? Read(IDictionary<string, string> metadata, string reportId, string source, string file, string version) =>
        metadata.TryGetValue(Version, out var of) && of == version
        && metadata.TryGetValue(Status, out var status)
        && metadata.TryGetValue(Keys, out var keys)
        && metadata.TryGetValue(Started, out var started)
        && DateTimeOffset.TryParse(started, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var startedAt)
            ? (new FileRun(reportId, source, file, startedAt, version, keys), status)
            : null;
}
