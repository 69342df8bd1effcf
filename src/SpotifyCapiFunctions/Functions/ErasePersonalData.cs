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
        foreach (var (name, order) in await orders.ReadAsync(cancellationToken))
        {
            var (letters, entries) = await erasure.EraseAsync(order, cancellationToken);
            await orders.DoneAsync(name, order, cancellationToken);
            LogErased(logger, order.Source, letters, entries);
        }
    }

    [LoggerMessage(6001, LogLevel.Information, "{Source}: a request to erase was carried out: {DeadLetters} dead letters and {Entries} journal entries removed")]
    private static partial void LogErased(ILogger logger, string source, int deadLetters, int entries);
}
