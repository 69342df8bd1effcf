using Microsoft.Extensions.Logging;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>Says why a dead letter could not be kept: its events wait, and nothing else shows the cause.</summary>
/// <param name="letters">Keeps.</param>
/// <param name="logger">The log.</param>
public sealed partial class LoggedDeadLetters(IDeadLetterStore letters, ILogger<LoggedDeadLetters> logger) : IDeadLetterStore
{
    /// <inheritdoc/>
    public async Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            await letters.KeepAsync(letter, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Its type only: messages of the storage's client quote addresses and headers.
            LogFailed(logger, letter.Destination, letter.Reason, exception.GetType().Name);
            throw;
        }
    }

    [LoggerMessage(2006, LogLevel.Error, "{Destination}: a dead letter ({Reason}) could not be kept: {Exception}; its event waits", EventName = "2006")]
    private static partial void LogFailed(ILogger logger, string destination, string reason, string exception);
}
