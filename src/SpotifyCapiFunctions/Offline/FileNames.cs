using System.Globalization;
using System.Security.Cryptography;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

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

    /// <summary>Source and file of a blob such as <c>incoming/shop/a.csv</c>; what lies elsewhere belongs to no source.</summary>
    public static (string Source, string File) Parse(string incoming)
    {
        var rest = incoming[Incoming.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (string.Empty, rest) : (rest[..slash], rest[(slash + 1)..]);
    }
}
