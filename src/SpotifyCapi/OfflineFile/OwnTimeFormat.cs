using System.Globalization;
using System.Text.RegularExpressions;

namespace SpotifyCapi.OfflineFile;

/// <summary>What can be told of a source's own time format (<c>EventTimeFormat</c>) without having seen a time.</summary>
internal static partial class OwnTimeFormat
{
    // Years that are not this one, hours that read otherwise when morning and afternoon are mixed up, and a day that cannot be a month.
    private static readonly DateTime[] Samples = [new(2019, 1, 23, 9, 41, 0, DateTimeKind.Unspecified), new(2024, 11, 24, 21, 41, 0, DateTimeKind.Unspecified)];

    /// <summary>
    /// Whether a moment that is written in the format is the same moment when it is read. A single letter is a standard format, whose pattern
    /// does not show whether it has a time of day; without a year, or with hours of twelve and no <c>tt</c>, other moments would be read.
    /// </summary>
    /// <param name="format">A .NET format.</param>
    public static bool IsUsable(string format)
    {
        try
        {
            return format.Length > 1 && Samples.All(sample => IsRead(sample, format));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a format has hours; without them a text is a day.</summary>
    /// <param name="format">A .NET format.</param>
    public static bool HasTimeOfDay(string format) => Literal().Replace(format, string.Empty).Contains('h', StringComparison.OrdinalIgnoreCase);

    private static bool IsRead(DateTime sample, string format) =>
        DateTime.TryParseExact(sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
        && read.Date == sample.Date && (!HasTimeOfDay(format) || read.Hour == sample.Hour);

    // Letters within it are no part of a time.
    [GeneratedRegex(@"'[^']*'|""[^""]*""|\\.")]
    private static partial Regex Literal();
}
