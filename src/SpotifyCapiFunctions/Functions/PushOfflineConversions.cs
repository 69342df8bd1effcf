using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Offline;

namespace SpotifyCapiFunctions.Functions;

/// <summary>On <c>OfflinePush__Schedule</c>: takes in the files of the container <c>offline-conversions</c>.</summary>
/// <param name="files">Takes them in.</param>
public sealed class PushOfflineConversions(OfflineFiles files)
{
    /// <summary>Runs the function.</summary>
    /// <param name="timer">The schedule; not needed.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    [Function(nameof(PushOfflineConversions))]
    public Task Run([TimerTrigger("%OfflinePush__Schedule%")] TimerInfo timer, CancellationToken cancellationToken) => files.PushAsync(cancellationToken);
}
