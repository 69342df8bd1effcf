using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>The inner ring: a few tries within one invocation, for what passes in seconds. Behind an interface because the library may change.</summary>
public interface IQuickTries
{
    /// <summary>Runs a request, again if its answer is worth it.</summary>
    /// <param name="request">Sends once.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>The last answer, after at most <see cref="QuickTryOptions.Total"/>.</returns>
    Task<SpotifyAnswer> RunAsync(Func<CancellationToken, Task<SpotifyAnswer>> request, CancellationToken cancellationToken);
}
