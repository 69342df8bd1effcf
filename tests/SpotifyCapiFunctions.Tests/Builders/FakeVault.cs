using System.Collections.Concurrent;
using Azure;
using Azure.Security.KeyVault.Secrets;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>A vault in memory that counts its calls, and fails or waits when told to.</summary>
internal sealed class FakeVault : SecretClient
{
    private int calls;

    public ConcurrentDictionary<string, string> Values { get; } = new();

    public Exception? Failure { get; set; }

    /// <summary>Every call waits for this.</summary>
    public Task Open { get; set; } = Task.CompletedTask;

    public int Calls => Volatile.Read(ref calls);

    public override async Task<Response<KeyVaultSecret>> GetSecretAsync(
        string name, string? version = null, SecretContentType? outContentType = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref calls);
        await Open.WaitAsync(cancellationToken);
        if (Failure is not null)
            throw Failure;
        return Values.TryGetValue(name, out var value)
            ? Response.FromValue(new KeyVaultSecret(name, value), null!)
            : throw new RequestFailedException(404, "SecretNotFound");
    }
}
