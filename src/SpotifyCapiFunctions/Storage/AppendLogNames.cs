using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;

namespace SpotifyCapiFunctions.Storage;

/// <summary>A blob of a log.</summary>
/// <param name="ETag">Changes with every append.</param>
/// <param name="Length">When it was listed.</param>
/// <param name="Version">What stood in it keeps its place as long as this is the same: an append blob only grows.</param>
internal sealed record LogBlob(string Name, DateTimeOffset Hour, ETag? ETag, long Length, string Version)
{
    public static LogBlob Of(BlobItem blob, DateTimeOffset hour)
    {
        var properties = blob.Properties;
        var version = properties.BlobType == BlobType.Append
            ? string.Create(CultureInfo.InvariantCulture, $"{properties.CreatedOn?.UtcTicks}")
            : properties.ETag?.ToString() ?? string.Empty;
        return new LogBlob(blob.Name, hour, properties.ETag, properties.ContentLength ?? 0, version);
    }
}

/// <summary>A line of a log, without its end, and where it begins.</summary>
internal readonly record struct LogLine(long At, ReadOnlyMemory<byte> Text);

/// <summary>Names of the blobs of an <see cref="AppendLog"/>: <c>2026/01/23/12-instance-part</c>, so that a day or an hour is a prefix.</summary>
internal static class AppendLogNames
{
    /// <summary>Where the lines about arrivals are, in the container of the journal.</summary>
    public const string Ingest = "ingest/";

    /// <summary>Where the counts are, in the container of the journal.</summary>
    public const string Tally = "tally/";

    /// <summary>Where the index of journal and arrivals is, in the container of the journal.</summary>
    public const string Index = "index/";

    public static string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);

    /// <summary>Where the counts of whole hours are, in the container of the journal.</summary>
    public const string TallySums = "tally-sums/";

    /// <summary>When the day of a moment begins.</summary>
    public static DateTimeOffset DayOf(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>The hour that a blob belongs to.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out DateTimeOffset hour) => DateTimeOffset.TryParseExact(
        name[..Math.Min(13, name.Length)], "yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out hour);
}
