using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>
/// Says at the start which settings nobody reads, most often typing mistakes, and which functions the host does not run because of its settings:
/// then something is not as its writer believes.
/// </summary>
/// <param name="settings">The app's settings.</param>
/// <param name="logger">The log.</param>
public sealed partial class UnusedSettings(AppSettings settings, ILogger<UnusedSettings> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in settings.Unused)
            LogUnused(logger, name);

        foreach (var sentence in settings.StoppedFunctions)
            LogStopped(logger, sentence);

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(9001, LogLevel.Warning, "The setting {Name} is none of this app's and changes nothing; look for a typing mistake", EventName = "9001")]
    private static partial void LogUnused(ILogger logger, string name);

    [LoggerMessage(9002, LogLevel.Warning, "{Sentence}", EventName = "9002")]
    private static partial void LogStopped(ILogger logger, string sentence);
}
