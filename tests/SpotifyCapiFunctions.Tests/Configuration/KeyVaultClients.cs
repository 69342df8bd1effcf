using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Configuration;

internal static class KeyVaultClients
{
    /// <summary>The genuine client as the app makes it, trusting this vault's certificate only.</summary>
    public static SecretClient Client(this KeyVaultStandIn vault) => KeyVaultSecrets.CreateClient(vault.Address, new Identity(), options =>
    {
        // The real vault's challenge names its own domain; 127.0.0.1 has none.
        options.DisableChallengeResourceVerification = true;
        options.Transport = new HttpClientTransport(new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, seen, _, _) => seen?.GetCertHashString() == vault.Certificate.GetCertHashString(),
            },
        }));
    });

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(KeyVaultStandIn.Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
