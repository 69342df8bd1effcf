namespace SpotifyCapi.Spotify;

/// <summary>What came of one request to Spotify, before anybody has judged it.</summary>
public abstract record SpotifyAnswer
{
    private SpotifyAnswer()
    {
    }

    /// <summary>Spotify answered.</summary>
    /// <param name="Status">HTTP status.</param>
    /// <param name="RetryAfter">What <c>Retry-After</c>, or else <c>X-RateLimit-Reset</c>, asks for; null when absent, past or unreadable.</param>
    /// <param name="TraceId">Spotify's id of the request (<c>sp_trace_id</c>), to quote to their support.</param>
    /// <param name="Message">The first words of the answer, redacted; for a person.</param>
    public sealed record Responded(int Status, TimeSpan? RetryAfter, string? TraceId, string? Message) : SpotifyAnswer;

    /// <summary>There was no answer. Whether Spotify has the events is unknown, so they are sent again with the same ids.</summary>
    /// <param name="Reason">What failed.</param>
    public sealed record Failed(NetworkFailure Reason) : SpotifyAnswer;

    /// <summary>No further try was begun, because its time or its turn would not come soon; the answer before it stands. Nobody judges this one.</summary>
    /// <param name="Last">That answer.</param>
    public sealed record OutOfTime(SpotifyAnswer Last) : SpotifyAnswer;
}
