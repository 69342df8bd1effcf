using Microsoft.Extensions.Configuration;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Secrets from the settings, for development. Their presence was checked at start.</summary>
/// <param name="configuration">App settings.</param>
internal sealed class ConfigurationSecrets(IConfiguration configuration) : ISecretReader
{
    /// <inheritdoc/>
    public ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken) =>
        SecretSettings.Find(configuration, name) is { } text
            ? ValueTask.FromResult(new SecretValue(text))
            : throw new SecretUnavailableException(name);

    /// <inheritdoc/>
    public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken) => GetAsync(name, cancellationToken);
}
