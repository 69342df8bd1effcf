using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace SpotifyCapiFunctions.Tests.Builders;

internal static class LogEntries
{
    /// <summary>What was logged, each with all that a reader sees: its text and its exception.</summary>
    public static IReadOnlyList<(LogLevel Level, string Text)> Entries(this FakeLogger log) => log.Collector.Entries();

    public static IReadOnlyList<(LogLevel Level, string Text)> Entries(this FakeLogCollector log) =>
        [.. log.GetSnapshot().Select(record => (record.Level, $"{record.Message} {record.Exception}"))];
}
