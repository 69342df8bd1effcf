using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Secrets;

namespace SpotifyCapiFunctions.Secrets;

/// <summary>
/// Secrets from Key Vault, kept for a while and renewed in the background. While the vault is down the last good value is used; a refused
/// token is read again at most once per window, however many requests were refused.
/// </summary>
/// <param name="client">The vault.</param>
/// <param name="options">How long secrets are used.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class KeyVaultSecrets(SecretClient client, KeyVaultOptions options, TimeProvider time, ILogger<KeyVaultSecrets> logger)
    : ISecretReader, IDisposable
{
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a client whose waits fit into one delivery.</summary>
    /// <param name="vault">Address of the vault.</param>
    /// <param name="credential">Who we are.</param>
    /// <param name="configure">For tests that bring their own vault and its certificate.</param>
    public static SecretClient CreateClient(Uri vault, TokenCredential credential, Action<SecretClientOptions>? configure = null)
    {
        var options = new SecretClientOptions
        {
            Retry =
            {
                MaxRetries = 2,
                NetworkTimeout = TimeSpan.FromSeconds(5),
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(1),
            },
        };
        configure?.Invoke(options);
        return new SecretClient(vault, credential, options);
    }

    /// <inheritdoc/>
    public async ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(name, _ => new Entry());
        var age = time.GetUtcNow() - entry.ReadAt;
        if (entry.Value is { } value && age < options.RefreshAfter)
        {
            return value;
        }

        if (entry.Value is { } usable && age < options.MaxAge)
        {
            _ = ReadAsync(name, entry, CancellationToken.None);
            return usable;
        }

        await ReadAsync(name, entry, cancellationToken);
        return Usable(name, entry);
    }

    /// <inheritdoc/>
    public async ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(name, _ => new Entry());
        await ReadAsync(name, entry, cancellationToken);
        return Usable(name, entry);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in entries.Values)
        {
            entry.Gate.Dispose();
        }
    }

    private SecretValue Usable(string name, Entry entry) => entry.Value is { } value && time.GetUtcNow() - entry.ReadAt < options.MaxAge
        ? value
        : throw new SecretUnavailableException(name);

    private async Task ReadAsync(string name, Entry entry, CancellationToken cancellationToken)
    {
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() - entry.TriedAt < options.RefreshWindow)
            {
                return;
            }

            entry.TriedAt = time.GetUtcNow();
            var secret = await client.GetSecretAsync(name, cancellationToken: cancellationToken);
            entry.Value = new SecretValue(secret.Value.Value);
            entry.ReadAt = time.GetUtcNow();
        }
        catch (Exception exception) when (IsVaultsFault(exception) && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, name, (exception as RequestFailedException)?.Status, entry.Value is not null);
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    // After several tries the client throws all their exceptions together; a vault that is silent ends in a cancellation of the client's own.
    private static bool IsVaultsFault(Exception exception) =>
        exception is RequestFailedException or AuthenticationFailedException or ArgumentException or AggregateException or OperationCanceledException;

    [LoggerMessage(3001, LogLevel.Error, "The vault did not give the secret {Secret} (status {Status}); a value at hand is used: {HasValue}")]
    private static partial void LogFailed(ILogger logger, string secret, int? status, bool hasValue);

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public SecretValue? Value { get; set; }

        public DateTimeOffset ReadAt { get; set; }

        public DateTimeOffset TriedAt { get; set; }
    }
}
