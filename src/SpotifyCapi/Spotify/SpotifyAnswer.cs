using System.Globalization;
using System.Net.Http.Headers;

namespace SpotifyCapi.Spotify;

/// <summary>What came back from one request to Spotify, not yet judged.</summary>
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
    public sealed record Failed(NetworkFailure Reason) : SpotifyAnswer;
}

/// <summary>Why there was no answer.</summary>
public enum NetworkFailure
{
    /// <summary>The connection could not be made, or broke.</summary>
    Connection,

    /// <summary>It took longer than the destination's limit.</summary>
    Timeout,

    /// <summary>The secret that the request needs cannot be read now.</summary>
    Secret,
}

/// <summary>How long an answer asks us to wait.</summary>
internal static class RetryAfter
{
    /// <summary>Longest wait that is believed; beyond it the header is a mistake.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromHours(24);

    /// <summary>
    /// Reads <c>Retry-After</c> (seconds or date), then <c>X-RateLimit-Reset</c> (seconds left, as Spotify's Ads API counts).
    /// At most <see cref="Max"/>; null when absent, not positive or unreadable.
    /// </summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => Reset(headers),
        };
        return wait is { } value && value > TimeSpan.Zero ? value < Max ? value : Max : null;
    }

    private static TimeSpan? Reset(HttpResponseHeaders headers) =>
        headers.TryGetValues("X-RateLimit-Reset", out var values)
        && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
