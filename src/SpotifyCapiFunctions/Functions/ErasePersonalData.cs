using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Privacy;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Every ten minutes: carries out what a platform has asked for in the name of the law.</summary>
/// <param name="orders">What was asked for.</param>
/// <param name="erasure">Removes.</param>
/// <param name="logger">The log.</param>
public sealed partial class ErasePersonalData(ErasureOrders orders, Erasure erasure, ILogger<ErasePersonalData> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="timer">The schedule; not needed.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    [Function(nameof(ErasePersonalData))]
    public async Task Run([TimerTrigger("0 */10 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var (name, order) in await orders.ReadAsync(cancellationToken))
        {
            try
            {
                var (letters, entries) = await erasure.EraseAsync(order, cancellationToken);
                await orders.DoneAsync(name, order, cancellationToken);
                LogErased(logger, order.Source, letters, entries);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // It stays for the next run, and holds up no other.
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    [LoggerMessage(6001, LogLevel.Information, "{Source}: a request to erase was carried out: {DeadLetters} dead letters and {Entries} journal entries removed")]
    private static partial void LogErased(ILogger logger, string source, int deadLetters, int entries);
}
