using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using SpotifyCapi.Identifiers;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>One reading of one file.</summary>
/// <param name="ReportId">Name of its report.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="File">Name of the file; null for an upload.</param>
/// <param name="StartedAt">When it was first begun.</param>
/// <param name="Version">The file's ETag, so that another file of the same name is not taken for this one; null for an upload.</param>
/// <param name="KeysName">The blob with its keys and its checkpoint.</param>
internal sealed record FileRun(string ReportId, string Source, string? File, DateTimeOffset StartedAt, string? Version, string KeysName);

/// <summary>How fast and how long a file is read.</summary>
/// <param name="RetryTimeout">How long the queue may refuse.</param>
/// <param name="Until">When to stop at the next checkpoint; null: at the end of the file.</param>
/// <param name="Resumes">
/// Whether a later run resumes at the last checkpoint. If not, the file will be sent again from its start, and what the queue has confirmed
/// is remembered even when the rest of it failed.
/// </param>
internal sealed record FilePace(TimeSpan RetryTimeout, DateTimeOffset? Until, bool Resumes);

/// <summary>Why the reading of a file ended.</summary>
internal enum FileEnd
{
    /// <summary>The file ended.</summary>
    Completed,

    /// <summary>Its time was up, or the host is stopping; a checkpoint is written.</summary>
    Paused,

    /// <summary>Another process has taken over; it accounts for the rows since the last checkpoint.</summary>
    Lost,

    /// <summary>The queue did not take envelopes.</summary>
    QueueUnavailable,

    /// <summary>The file could not be read further.</summary>
    Broken,
}

/// <summary>How the reading of a file ended, with its first problems.</summary>
internal sealed record FileResult(FileEnd End, FileCounts Counts, IReadOnlyList<FileProblem> Problems);

/// <summary>Finds out whether a file was begun before.</summary>
public sealed class FileRuns(BlobContainers containers, TimeProvider time)
{
    private readonly BlobContainerClient container = containers.Get(StorageNames.OfflineConversions);

    /// <summary>The run of a file in this version, its status and the report that is there; a new one when there is none.</summary>
    internal async Task<(FileRun Run, string? Status, ETag? ReportVersion)> FindAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        ETag? version = null;
        var report = container.GetBlobClient(FileNames.Report(file.Source, file.File));
        try
        {
            var found = (await report.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            version = found.ETag;
            if (RunMetadata.Read(found.Metadata, file.File, file.Source, file.File, file.Version) is { } known)
                return (known.Run, known.Status, version);

            // The report of another file of this name: the new one is to have its place.
            var older = container.GetBlobClient(FileNames.Report(file.Source, $"{file.File}-{FileNames.Stamp(found.LastModified)}"));
            await BlobCopy.RunAsync(report, older, metadata: null, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
        }

        var now = time.GetUtcNow();
        return (new FileRun(file.File, file.Source, file.File, now, file.Version, FileNames.Keys(now)), null, version);
    }
}

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

/// <summary>Names in the container <c>offline-conversions</c>.</summary>
internal static class FileNames
{
    public const string Incoming = "incoming/";
    public const string Processed = "processed/";
    public const string Reports = "reports/";

    /// <summary>The blob that each run of the scheduled push leaves.</summary>
    public const string LastRun = "last-run";

    public static string Report(string source, string reportId) => $"{Reports}{source}/{reportId}.json";

    /// <summary>A moment as part of a name.</summary>
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    /// <summary>An id for an upload, which brings no name.</summary>
    public static string Upload(DateTimeOffset now) => $"upload-{Stamp(now)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>The blob with the keys of a run, among those that every instance reads to recognise duplicates.</summary>
    public static string Keys(DateTimeOffset now) => $"{AppendLogNames.Hour(now)}-file-{Guid.CreateVersion7(now):N}";

    /// <summary>
    /// A name as it may stand in a log. People name exports after themselves: one that holds an e-mail address is replaced by its digest, the same in
    /// all lines.
    /// </summary>
    public static string Logged(string name) =>
        EmailLeak.IsIn(name) ? $"(a name with an e-mail address, {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]})" : name;

    /// <summary>Source and file of a blob such as <c>incoming/shop/a.csv</c>; what lies elsewhere belongs to no source.</summary>
    public static (string Source, string File) Parse(string incoming)
    {
        var rest = incoming[Incoming.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (string.Empty, rest) : (rest[..slash], rest[(slash + 1)..]);
    }
}
