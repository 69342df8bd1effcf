using SpotifyCapi.Settings;

namespace SpotifyCapi.Spotify;

/// <summary>The direct profiles: a long-lived CAPI token, made in Ads Manager and kept as a secret.</summary>
/// <param name="secrets">Where it is kept.</param>
public sealed class CapiTokens(ISecretReader secrets) : IBearerSource
{
    // A secret that was stored from a file often ends with a line break, which no header may hold.
    /// <inheritdoc/>
    public async ValueTask<string> GetAsync(Destination destination, CancellationToken cancellationToken) =>
        (await secrets.GetAsync(destination.TokenSecret, cancellationToken)).Reveal().Trim();

    /// <inheritdoc/>
    public async ValueTask<bool> RefreshAsync(Destination destination, CancellationToken cancellationToken)
    {
        var before = await secrets.GetAsync(destination.TokenSecret, cancellationToken);
        var after = await secrets.RefreshAsync(destination.TokenSecret, cancellationToken);
        return !before.Equals(after);
    }
}
