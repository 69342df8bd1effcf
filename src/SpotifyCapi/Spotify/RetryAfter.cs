using System.Globalization;
using System.Net.Http.Headers;

namespace SpotifyCapi.Spotify;

/// <summary>How long an answer asks us to wait.</summary>
public static class RetryAfter
{
    /// <summary>Longest wait that is believed; beyond it the header is a mistake.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Reads <c>Retry-After</c> (seconds or date), then <c>X-RateLimit-Reset</c> (seconds left, as Spotify's Ads API counts).</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="now">UTC.</param>
    /// <returns>At most <see cref="Longest"/>; null when absent, not positive or unreadable.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => Reset(headers),
        };
        return wait is { } value && value > TimeSpan.Zero ? value < Longest ? value : Longest : null;
    }

    private static TimeSpan? Reset(HttpResponseHeaders headers) =>
        headers.TryGetValues("X-RateLimit-Reset", out var values)
        && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
