namespace SpotifyCapi.Spotify;

/// <summary>Where the bearer token of a request comes from.</summary>
public interface IBearerSource
{
    /// <summary>The token to use now.</summary>
    /// <param name="destination">For which connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Settings.SecretUnavailableException">No token can be had now.</exception>
    ValueTask<string> GetAsync(Destination destination, CancellationToken cancellationToken);

    /// <summary>Fetches a token anew because the last one was refused.</summary>
    /// <param name="destination">For which connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether another token than before is at hand, so that another try makes sense.</returns>
    /// <exception cref="Settings.SecretUnavailableException">No token can be had now.</exception>
    ValueTask<bool> RefreshAsync(Destination destination, CancellationToken cancellationToken);
}
