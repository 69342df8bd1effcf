using SpotifyCapi.Secrets;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Queueing;

namespace SpotifyCapiFunctions.Health;

/// <summary>Checks what the app needs to do its work. An answer at all means alive; "ready" means that events are taken and can be delivered.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="queue">The queue.</param>
/// <param name="secrets">Secrets of destinations and sources.</param>
public sealed class HealthReport(AppSettings settings, ConversionQueue queue, ISecretReader secrets)
{
    /// <summary>Everything works.</summary>
    public const string Ready = "ready";

    /// <summary>At least one check fails.</summary>
    public const string NotReady = "not_ready";

    internal async Task<HealthJson> CheckAsync(CancellationToken cancellationToken)
    {
        var secretsAreThere = SecretsAsync(cancellationToken);
        var queueIsThere = queue.IsReachableAsync(cancellationToken);
        HealthCheckJson[] checks =
        [
            Check("queue", await queueIsThere),
            Check("secrets", await secretsAreThere),
        ];
        return new HealthJson(checks.All(check => check.Status == "ok") ? Ready : NotReady, checks);
    }

    private static HealthCheckJson Check(string name, bool passes) => new(name, passes ? "ok" : "failing");

    private async Task<bool> SecretsAsync(CancellationToken cancellationToken)
    {
        var names = settings.Destinations.Values
            .SelectMany(destination => (string?[])[destination.TokenSecret, destination.Partner?.ClientIdSecret, destination.Partner?.ClientSecretSecret])
            .Concat(settings.Sources.Values.SelectMany(source => source.SecretNames));
        try
        {
            foreach (var name in names.Where(name => !string.IsNullOrEmpty(name)).Distinct())
            {
                await secrets.GetAsync(name!, cancellationToken);
            }

            return true;
        }
        catch (SecretUnavailableException)
        {
            return false;
        }
    }
}
