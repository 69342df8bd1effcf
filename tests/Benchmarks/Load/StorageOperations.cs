using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Benchmarks.Load;

/// <summary>
/// Counts the requests to the storage account in Azurite's access log, by what Azure bills. Looking for messages, which also happens when
/// there are none, counts like any other.
/// </summary>
internal sealed partial class StorageOperations
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    public int Sends => counts.GetValueOrDefault("queue POST");

    public int Receives => counts.GetValueOrDefault("queue GET");

    public int Deletes => counts.GetValueOrDefault("queue DELETE");

    public int Queue => counts.Where(pair => pair.Key.StartsWith("queue", StringComparison.Ordinal)).Sum(pair => pair.Value);

    public int BlobWrites => counts.GetValueOrDefault("blob PUT");

    public int BlobReads => counts.Where(pair => pair.Key.StartsWith("blob", StringComparison.Ordinal)).Sum(pair => pair.Value) - BlobWrites;

    public int All => Queue + BlobWrites + BlobReads;

    public void Note(string line)
    {
        if (Request().Match(line) is { Success: true } match)
        {
            var service = match.Groups["path"].Value.Contains("/conversions", StringComparison.Ordinal) ? "queue" : "blob";
            counts.AddOrUpdate($"{service} {match.Groups["method"].Value}", 1, (_, count) => count + 1);
        }
    }

    public void Reset() => counts.Clear();

    [GeneratedRegex("\"(?<method>[A-Z]+) /devstoreaccount1(?<path>[^ ]*) HTTP")]
    private static partial Regex Request();
}

/// <summary>What operations cost. List prices of a general-purpose v2 account, hot, locally redundant, in US dollars; yours may differ.</summary>
internal static class ListPrice
{
    public const double QueuePerTenThousand = 0.004;
    public const double BlobWritePerTenThousand = 0.05;
    public const double BlobReadPerTenThousand = 0.004;

    /// <summary>Dollars for a million events.</summary>
    public static double PerMillion(StorageOperations operations, int events) =>
        ((operations.Queue * QueuePerTenThousand) + (operations.BlobWrites * BlobWritePerTenThousand) + (operations.BlobReads * BlobReadPerTenThousand))
        / 10_000 * 1_000_000 / events;
}
