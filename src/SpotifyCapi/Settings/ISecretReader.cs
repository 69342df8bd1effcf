namespace SpotifyCapi.Settings;

/// <summary>Where secrets come from: Key Vault in Azure, the settings on a developer's machine.</summary>
public interface ISecretReader
{
    /// <summary>Reads a secret.</summary>
    /// <param name="name">Its name, letters, digits and hyphens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretUnavailableException">It does not exist, or the store cannot be reached and nothing is cached.</exception>
    ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads a secret again from its store, because the one at hand was refused. Calls that come close together share one read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretUnavailableException">As for <see cref="GetAsync"/>.</exception>
    ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken);
}
