using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using SpotifyCapi.Secrets;

namespace SpotifyCapiFunctions.Secrets;

/// <summary>
/// Secrets from Key Vault, read once and kept for a while. While the vault is down the last good value is used; a refused token is read again
/// at most once per window, however many requests were refused.
/// </summary>
/// <param name="client">The vault.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyVaultSecrets(SecretClient client, TimeProvider time) : ISecretReader, IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RefreshWindow = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Cached> cache = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Makes a client whose waits fit into one delivery.</summary>
    public static SecretClient CreateClient(Uri vault, TokenCredential credential) => new(vault, credential, new SecretClientOptions
    {
        Retry = { MaxRetries = 2, NetworkTimeout = TimeSpan.FromSeconds(5), Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1) },
    });

    /// <inheritdoc/>
    public ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, MaxAge, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, RefreshWindow, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async ValueTask<SecretValue> ReadAsync(string name, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (Fresh(name, maxAge) is { } hit)
        {
            return hit;
        }

        // While somebody reads it anew, an old value is better than a row of waiting requests; only a refused one must be waited for.
        var patience = maxAge == MaxAge && cache.ContainsKey(name) ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        if (!await gate.WaitAsync(patience, cancellationToken))
        {
            return cache[name].Value;
        }

        try
        {
            if (Fresh(name, maxAge) is { } now)
            {
                return now;
            }

            var secret = await client.GetSecretAsync(name, cancellationToken: cancellationToken);
            var value = new SecretValue(secret.Value.Value);
            cache[name] = new Cached(value, time.GetUtcNow());
            return value;
        }
        catch (Exception exception) when (IsVaultsFault(exception) && !cancellationToken.IsCancellationRequested)
        {
            if (!cache.TryGetValue(name, out var last))
            {
                throw new SecretUnavailableException(name, exception);
            }

            // The next try comes a window later, so that a vault that is down is not asked for every event.
            cache[name] = last with { ReadAt = time.GetUtcNow() - MaxAge + RefreshWindow };
            return last.Value;
        }
        finally
        {
            gate.Release();
        }
    }

    private SecretValue? Fresh(string name, TimeSpan maxAge) =>
        cache.TryGetValue(name, out var cached) && time.GetUtcNow() - cached.ReadAt < maxAge ? cached.Value : null;

    // After several tries the client throws all their exceptions together; a vault that is silent ends in a cancellation of the client's own.
    private static bool IsVaultsFault(Exception exception) =>
        exception is RequestFailedException or AuthenticationFailedException or ArgumentException or AggregateException or OperationCanceledException;

    private sealed record Cached(SecretValue Value, DateTimeOffset ReadAt);
}
