using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Offline;

namespace SpotifyCapiFunctions.Functions;

/// <summary>On <c>OfflinePushSchedule</c>: takes in the files of the container <c>offline-conversions</c>.</summary>
/// <param name="files">Takes them in.</param>
public sealed class PushOfflineConversions(OfflineFiles files)
{
    /// <summary>Runs the function.</summary>
    /// <param name="timer">The schedule; not needed.</param>
    /// <param name="stopping">The host is stopping: the reading ends at the next row, and the next run goes on from there.</param>
    [Function(FunctionNames.PushOffline)]
    public async Task Run([TimerTrigger($"%{PushSchedule.Setting}%")] TimerInfo timer, CancellationToken stopping)
    {
        try
        {
            await files.PushAsync(PushWatch.Moment(timer.ScheduleStatus?.Next), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nothing was begun, or it is accounted for up to the last checkpoint.
        }
    }
}
