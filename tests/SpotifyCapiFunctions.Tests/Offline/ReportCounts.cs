using System.Text.Json;

namespace SpotifyCapiFunctions.Tests.Offline;

/// <summary>The counts of a stored report, in the order rows, accepted, duplicates, ignored, rejected.</summary>
internal static class ReportCounts
{
    public static void AssertCounts(JsonElement report, long[] expected) => Assert.Equal(expected, Counts(report));

    public static long[] Counts(JsonElement report) =>
        [.. ((string[])["rows", "accepted", "duplicates", "ignored", "rejected"]).Select(name => report.GetProperty(name).GetInt64())];
}
