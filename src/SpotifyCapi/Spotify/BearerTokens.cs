using SpotifyCapi.Settings;

namespace SpotifyCapi.Spotify;

/// <summary>
/// The bearer token of a request. The direct profiles use a long-lived CAPI token, made in Ads Manager and kept as a secret; the partner profile
/// fetches its own.
/// </summary>
public sealed class BearerTokens(ISecretReader secrets, PartnerTokens partner)
{
    /// <summary>The token to use now.</summary>
    /// <exception cref="SecretUnavailableException">No token can be read now.</exception>
    public async ValueTask<string> GetAsync(Destination destination, CancellationToken cancellationToken) =>
        destination.Profile == Profile.PartnerConversions
            ? await partner.GetAsync(destination, cancellationToken)
            : Header(await secrets.GetAsync(destination.TokenSecret, cancellationToken));

    /// <summary>Reads the token anew because it was refused; the same one when there is no other.</summary>
    /// <exception cref="SecretUnavailableException">No token can be read now.</exception>
    public async ValueTask<string> RefreshAsync(Destination destination, CancellationToken cancellationToken) =>
        destination.Profile == Profile.PartnerConversions
            ? await partner.RefreshAsync(destination, cancellationToken)
            : Header(await secrets.RefreshAsync(destination.TokenSecret, cancellationToken));

    // A secret that was stored from a file often ends with a line break, which no header may hold.
    private static string Header(SecretValue token) => token.Reveal().Trim();
}
