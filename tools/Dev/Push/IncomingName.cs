using System.Globalization;

namespace Dev.Push;

/// <summary>
/// What a file is called in the container: with the moment in it, so that today's <c>orders.csv</c> takes neither the place of yesterday's nor
/// its report, and only with characters that stand in an address as they are.
/// </summary>
internal static class IncomingName
{
    private const int LongestStem = 100;

    public static string Of(string fileName, DateTimeOffset now)
    {
        var stem = Plain(Path.GetFileNameWithoutExtension(fileName)).TrimStart('.');
        var moment = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        return $"{(stem.Length > LongestStem ? stem[..LongestStem] : stem)}-{moment}{Plain(Path.GetExtension(fileName))}";
    }

    private static string Plain(string text) =>
        string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '-'));
}
