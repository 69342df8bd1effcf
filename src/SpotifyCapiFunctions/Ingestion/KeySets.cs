using System.Collections.Concurrent;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>
/// Reads the public keys of platforms (JWKS) at their addresses, and leaves every other name to the secrets. A set that was read stays valid while
/// its host is down; unknown key ids cause it to be read again at most once a minute.
/// </summary>
public sealed class KeySets(ISecretReader secrets, HttpClient http, TimeProvider time) : ISecretReader
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken) =>
        IsAddress(name) ? new(ReadAsync(name, RefreshAfter, cancellationToken)) : secrets.GetAsync(name, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken) =>
        IsAddress(name) ? new(ReadAsync(name, Window, cancellationToken)) : secrets.RefreshAsync(name, cancellationToken);

    // The name of a secret has no colon.
    private static bool IsAddress(string name) => name.Contains(':', StringComparison.Ordinal);

    private async Task<SecretValue> ReadAsync(string address, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(address, _ => new Entry());
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (now - entry.ReadAt >= maxAge && now - entry.TriedAt >= Window)
            {
                entry.TriedAt = now;
                (entry.Value, entry.ReadAt, entry.Failure) = await FetchAsync(address) switch
                {
                    (string text, _) => (new SecretValue(text), now, null),
                    (_, var failure) => (entry.Value, entry.ReadAt, failure),
                };
            }

            return entry.Value ?? throw new SecretUnavailableException(address, entry.Failure);
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    // Those that wait share it, so it does not end with the request that happened to come first.
    private async Task<(string? Text, Exception? Failure)> FetchAsync(string address)
    {
        try
        {
            using var limit = new CancellationTokenSource(LongestWait, time);
            var text = await http.GetStringAsync(new Uri(address), limit.Token);
            return string.IsNullOrWhiteSpace(text) ? (null, null) : (text, null);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            return (null, exception);
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public SecretValue? Value { get; set; }

        public DateTimeOffset ReadAt { get; set; } = DateTimeOffset.MinValue;

        public DateTimeOffset TriedAt { get; set; } = DateTimeOffset.MinValue;

        public Exception? Failure { get; set; }
    }
}
