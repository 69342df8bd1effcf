using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Privacy;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Every ten minutes: carries out the platforms' requests to erase a person's data.</summary>
public sealed partial class ErasePersonalData(ErasureOrders orders, Erasure erasure, TimeProvider time, ILogger<ErasePersonalData> logger)
{
    /// <summary>
    /// How long a run keeps starting blobs. The host ends it after five minutes (<c>functionTimeout</c>); the last blob has what is left of them.
    /// </summary>
    internal static readonly TimeSpan MaxRunTime = TimeSpan.FromMinutes(2);

    /// <summary>Runs the function.</summary>
    [Function(FunctionNames.Erase)]
    public async Task Run([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken stopping)
    {
        try
        {
            await EraseAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was done is written down, and the next run resumes there.
        }
    }

    private async Task EraseAsync(CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + MaxRunTime;
        var failures = new List<Exception>();

        // The rest has its turn in the next runs.
        foreach (var (name, order) in (await orders.ReadAsync(cancellationToken)).TakeWhile(_ => time.GetUtcNow() < until))
        {
            try
            {
                var progress = await erasure.ResumeAsync(name, order, until, cancellationToken);
                if (progress is null)
                {
                    LogTaken(logger, order.Source);
                }
                else if (progress.Step == ErasureStep.Done)
                {
                    await orders.DoneAsync(name, order with { Progress = progress }, cancellationToken);
                    LogErased(logger, order.Source, progress.DeadLetters, progress.Entries);
                }
                else
                {
                    LogResumes(logger, order.Source, progress.Step, progress.After);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // It stays for the next run, and holds up no other.
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    [LoggerMessage(
        6001, LogLevel.Information, "{Source}: a request to erase was carried out: {DeadLetters} dead letters and {Entries} journal entries removed",
        EventName = "6001")]
    private static partial void LogErased(ILogger logger, string source, int deadLetters, int entries);

    [LoggerMessage(6003, LogLevel.Information, "{Source}: another instance carries out a request to erase", EventName = "6003")]
    private static partial void LogTaken(ILogger logger, string source);

    [LoggerMessage(6002, LogLevel.Information, "{Source}: a request to erase resumes with the next run ({Step}, after {Blob})", EventName = "6002")]
    private static partial void LogResumes(ILogger logger, string source, ErasureStep step, string blob);
}
