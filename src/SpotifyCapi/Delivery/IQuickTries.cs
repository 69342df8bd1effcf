using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>The inner ring: a few tries within one invocation, for what passes in seconds. Behind an interface because the library may change.</summary>
public interface IQuickTries
{
    /// <summary>Runs a request, again if its answer is worth it.</summary>
    /// <param name="request">Sends once, within the time that is left for all tries together; <see cref="SpotifyAnswer.OutOfTime"/> ends the tries.</param>
    /// <param name="cancellationToken">The host is stopping: no further try is begun, and the last answer stands.</param>
    /// <returns>The last answer, after at most <see cref="QuickTryOptions.Total"/>.</returns>
    /// <exception cref="OperationCanceledException">The host was stopping before the first try.</exception>
    Task<SpotifyAnswer> RunAsync(Func<TimeSpan, CancellationToken, Task<SpotifyAnswer>> request, CancellationToken cancellationToken);
}
