using System.Globalization;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Names of the blobs of an <see cref="AppendLog"/>: <c>2026/01/23/12-instance-part</c>, so that a day or an hour is a prefix.</summary>
internal static class AppendLogNames
{
    /// <summary>Where the lines about arrivals are, in the container of the journal.</summary>
    public const string Ingest = "ingest/";

    /// <summary>Where the counts are, in the container of the journal.</summary>
    public const string Tally = "tally/";

    public static string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);

    /// <summary>The hour that a blob belongs to.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out DateTimeOffset hour) => DateTimeOffset.TryParseExact(
        name[..Math.Min(13, name.Length)], "yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out hour);
}
