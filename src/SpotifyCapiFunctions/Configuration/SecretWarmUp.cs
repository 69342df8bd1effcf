using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Reads every secret at start, so that the first webhook does not wait for the vault, and says clearly when one is missing.</summary>
internal sealed partial class SecretWarmUp(AppSettings settings, ISecretReader secrets, TimeProvider time, ILogger<SecretWarmUp> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var missing = settings.SecretNames.ToList();
        while (missing.Count > 0)
        {
            foreach (var name in missing.ToArray())
            {
                try
                {
                    await secrets.GetAsync(name, stoppingToken);
                    missing.Remove(name);
                }
                catch (SecretUnavailableException)
                {
                    LogMissing(logger, name);
                }
            }

            if (missing.Count > 0)
                await Task.Delay(Pause, time, stoppingToken);
        }

        LogReady(logger);
    }

    [LoggerMessage(3002, LogLevel.Error, "Not ready: the secret {Secret} is not available; its events wait, and its webhooks are told to come back", EventName = "3002")]
    private static partial void LogMissing(ILogger logger, string secret);

    [LoggerMessage(3003, LogLevel.Information, "All secrets loaded", EventName = "3003")]
    private static partial void LogReady(ILogger logger);
}
