using Azure;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

/// <summary>Secrets of a vault that fails or waits as the test says.</summary>
public abstract class KeyVaultSecretsTest
{
    private protected const string Name = "token";

    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private protected readonly FakeVault vault = new() { Values = { [Name] = "first" } };
    private protected readonly StandingTime time = new();
    private protected readonly KeyVaultSecrets secrets;

    protected KeyVaultSecretsTest() => secrets = Reading(new KeyVaultOptions());

    private protected KeyVaultSecrets Reading(KeyVaultOptions options) => new(vault, options, time, NullLogger<KeyVaultSecrets>.Instance);

    private protected async Task<string> GetAsync() => (await secrets.GetAsync(Name, default)).Reveal();

    private protected async Task BecomesAsync(string value)
    {
        for (var i = 0; i < 500 && await GetAsync() != value; i++)
            await Task.Delay(10);
        Assert.Equal(value, await GetAsync());
    }

    private protected async Task<string> RefreshAsync() => (await secrets.RefreshAsync(Name, default)).Reveal();

    private protected static Exception Failure(string kind) => kind switch
    {
        "error" => new RequestFailedException(503, "Service Unavailable"),
        "several tries" => new AggregateException(new RequestFailedException("Connection refused"), new RequestFailedException("Connection refused")),
        "no identity" => new CredentialUnavailableException("No identity."),
        "timeout" => new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout."),
        "several timeouts" => new AggregateException(new TaskCanceledException(), new TaskCanceledException()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

internal static class KeyVaultClients
{
    /// <summary>The genuine client as the app makes it, trusting this vault's certificate only.</summary>
    public static SecretClient Client(this KeyVaultStandIn vault)
    {
        var options = new SecretClientOptions();
        KeyVaultSecrets.Configure(options);

        // The real vault's challenge names its own domain; 127.0.0.1 has none.
        options.DisableChallengeResourceVerification = true;
        options.Transport = new HttpClientTransport(new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, seen, _, _) => seen?.GetCertHashString() == vault.Certificate.GetCertHashString(),
            },
        }));
        return new SecretClient(vault.Address, Scripted.Credential(() => new(KeyVaultStandIn.Token, DateTimeOffset.MaxValue)), options);
    }
}
