using System.Collections.Concurrent;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>How long secrets from Key Vault are used (<c>KeyVault__…</c>).</summary>
public sealed record KeyVaultOptions
{
    /// <summary>Age from which a secret is read again in the background while the present one is still used.</summary>
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Age from which a secret is not used any more, however long the vault has been down.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Shortest time between two reads of a secret, however many requests were refused with it.</summary>
    public TimeSpan RefreshWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait of a caller for a read. Not a setting: Shopify waits five seconds for the answer to a webhook.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Reads the options.</summary>
    public static KeyVaultOptions Read(SettingReader settings)
    {
        var defaults = new KeyVaultOptions();
        var (second, day) = (TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        var options = new KeyVaultOptions
        {
            RefreshAfter = settings.Duration("RefreshAfter", defaults.RefreshAfter, second, day),
            MaxAge = settings.Duration("MaxAge", defaults.MaxAge, second, TimeSpan.FromDays(30)),
            RefreshWindow = settings.Duration("RefreshWindow", defaults.RefreshWindow, TimeSpan.Zero, TimeSpan.FromHours(1)),
        };
        if (options.MaxAge <= options.RefreshAfter || options.MaxAge <= options.RefreshWindow)
            settings.Problem("MaxAge", "must be longer than RefreshAfter and RefreshWindow, or secrets are given up before they are read again.");

        return options;
    }
}

/// <summary>
/// Secrets from Key Vault, kept for a while and renewed in the background. While the vault is down the last good value is used; a refused
/// token is read again at most once per window, however many requests were refused. Reads belong to no caller: one that gives up ends its own
/// wait and neither the read nor the wait of others.
/// </summary>
internal sealed partial class KeyVaultSecrets(SecretClient client, KeyVaultOptions options, TimeProvider time, ILogger<KeyVaultSecrets> logger)
    : ISecretReader
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the waits of a client fit into one delivery.</summary>
    public static void Configure(SecretClientOptions options) =>
        (options.Retry.MaxRetries, options.Retry.NetworkTimeout, options.Retry.Delay, options.Retry.MaxDelay) =
            (2, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));

    public async ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(name, _ => new Entry());
        var held = entry.Held;
        if (held is not null && Age(held) < options.RefreshAfter)
            return held.Value;

        var read = BeginRead(name, entry);
        if (held is not null && Age(held) < options.MaxAge)
            return held.Value;

        await read.WaitAsync(cancellationToken);
        return Usable(name, entry);
    }

    public async ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(name, _ => new Entry());
        await BeginRead(name, entry).WaitAsync(cancellationToken);
        return Usable(name, entry);
    }

    private TimeSpan Age(Held held) => time.GetUtcNow() - held.ReadAt;

    private SecretValue Usable(string name, Entry entry) =>
        entry.Held is { } held && Age(held) < options.MaxAge ? held.Value : throw new SecretUnavailableException(name);

    /// <summary>Begins a read, or joins the one that is under way or was made a moment ago.</summary>
    /// <returns>Ends with the read, or when callers are not to wait any longer.</returns>
    private Task BeginRead(string name, Entry entry)
    {
        lock (entry)
        {
            if (entry.Read.IsCompleted && time.GetUtcNow() - entry.TriedAt >= options.RefreshWindow)
            {
                entry.TriedAt = time.GetUtcNow();
                entry.Read = Task.Run(() => ReadAsync(name, entry));
                entry.Wait = Task.WhenAny(entry.Read, Task.Delay(options.Timeout, time));
            }

            return entry.Wait;
        }
    }

    private async Task ReadAsync(string name, Entry entry)
    {
        try
        {
            // An identity's first token may take longer than a caller waits; the next caller finds what this read brings.
            using var limit = new CancellationTokenSource(ReadTimeout, time);
            var secret = await client.GetSecretAsync(name, cancellationToken: limit.Token);
            entry.Held = new Held(new SecretValue(secret.Value.Value), time.GetUtcNow());
        }
        catch (Exception exception)
        {
            // Whatever it is: no caller awaits this read, so only the log shows it.
            var (status, code) = AzureFailure.Of(exception);
            LogFailed(logger, name, status, code, entry.Held is not null);
        }
    }

    [LoggerMessage(
        3001, LogLevel.Error, "The vault did not give the secret {Secret} ({Status} {Code}); a value at hand is used: {HasValue}",
        EventName = "3001")]
    private static partial void LogFailed(ILogger logger, string secret, int? status, string code, bool hasValue);

    private sealed record Held(SecretValue Value, DateTimeOffset ReadAt);

    private sealed class Entry
    {
        public volatile Held? Held;

        public Task Read { get; set; } = Task.CompletedTask;

        public Task Wait { get; set; } = Task.CompletedTask;

        public DateTimeOffset TriedAt { get; set; }
    }
}

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

    [LoggerMessage(
        3002, LogLevel.Error, "Not ready: the secret {Secret} is not available; its events wait, and its webhooks are told to come back",
        EventName = "3002")]
    private static partial void LogMissing(ILogger logger, string secret);

    [LoggerMessage(3003, LogLevel.Information, "All secrets loaded", EventName = "3003")]
    private static partial void LogReady(ILogger logger);
}
