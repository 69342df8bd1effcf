using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Functions;

/// <summary>
/// Every ten minutes, between two erasures: takes what was written down since into the index that look-ups read, and adds up
/// the counts of hours that are over. Without it look-ups and summary are right, but slow.
/// </summary>
public sealed class IndexLogs(TallySums sums, LogIndexing indexing, TimeProvider time)
{
    /// <summary>How long a run begins logs. The host ends it after five minutes (<c>functionTimeout</c>).</summary>
    internal static readonly TimeSpan MaxRunTime = TimeSpan.FromMinutes(2);

    /// <summary>Runs the function.</summary>
    [Function(nameof(IndexLogs))]
    public async Task Run([TimerTrigger("0 5/10 * * * *")] TimerInfo timer, CancellationToken stopping)
    {
        try
        {
            await sums.RunAsync(stopping);
            await indexing.RunAsync(time.GetUtcNow() + MaxRunTime, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next run takes it up where the index ends.
        }
    }
}
