using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Observability;

namespace SpotifyCapiFunctions.Functions;

/// <summary>
/// Every five minutes: tells the receiver of <c>Alerts__Url</c> what has gone wrong or is over. A failed check is in the host's log, and the
/// next one follows.
/// </summary>
public sealed class WatchAlerts(AlertWatch watch)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(WatchAlerts))]
    public Task Run([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken stopping) => watch.LookAsync(stopping);
}
