using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>What is to happen to the events of one request. Each reason is one of <see cref="DeliveryReasons"/>.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>Spotify has them.</summary>
    public sealed record Delivered : DeliveryOutcome;

    /// <summary>Try again later, with the same bytes.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="After">What Spotify asked for; null: as the schedule says.</param>
    public sealed record Retry(string Reason, TimeSpan? After = null) : DeliveryOutcome;

    /// <summary>Spotify will never take them as they are.</summary>
    public sealed record Rejected(string Reason) : DeliveryOutcome;

    /// <summary>At least one of several is wrong: send the halves apart.</summary>
    public sealed record Split(string Reason) : DeliveryOutcome;

    /// <summary>A person must act on the destination's settings; until then nothing is tried and no attempt is used up.</summary>
    public sealed record Paused(string Reason) : DeliveryOutcome;
}

/// <summary>The outcome, never a split, of a group of events that shared a request. Without an answer or a request the answer is null.</summary>
internal sealed record SentRequest(
    IReadOnlyList<HashedEvent> Events, SpotifyAnswer.Responded? Answer, DeliveryOutcome Outcome, TimeSpan Duration)
{
    /// <summary>Events for which no request was begun.</summary>
    public static SentRequest NotAttempted(IReadOnlyList<HashedEvent> events, DeliveryOutcome outcome) => new(events, null, outcome, TimeSpan.Zero);
}

/// <summary>
/// The one place that says what an answer means (docs/delivery.md prints it). 401, 403 and 404 mean that a person must act; 400, 413 and 422
/// concern the events; anything unknown is tried again rather than believed.
/// </summary>
internal static class OutcomeTable
{
    public static DeliveryOutcome Judge(SpotifyAnswer answer, int eventCount) => answer switch
    {
        SpotifyAnswer.Failed { Reason: NetworkFailure.Secret } => new DeliveryOutcome.Paused(DeliveryReasons.SecretUnavailable),
        SpotifyAnswer.Failed { Reason: NetworkFailure.Timeout } => new DeliveryOutcome.Retry(DeliveryReasons.Timeout),
        SpotifyAnswer.Failed => new DeliveryOutcome.Retry(DeliveryReasons.Connection),
        SpotifyAnswer.Responded responded => Judge(responded, eventCount),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private static DeliveryOutcome Judge(SpotifyAnswer.Responded answer, int eventCount) => answer.Status switch
    {
        >= 200 and <= 299 => new DeliveryOutcome.Delivered(),
        400 or 422 => SplitOrReject(DeliveryReasons.RejectedBySpotify, eventCount),
        413 => SplitOrReject(DeliveryReasons.TooLargeForSpotify, eventCount),
        401 => new DeliveryOutcome.Paused(DeliveryReasons.Unauthorized),
        403 => new DeliveryOutcome.Paused(DeliveryReasons.Forbidden),
        404 or 405 or 410 or 415 => new DeliveryOutcome.Paused(DeliveryReasons.WrongEndpoint),
        408 or 425 => new DeliveryOutcome.Retry(DeliveryReasons.SpotifyTimeout, answer.RetryAfter),
        429 => new DeliveryOutcome.Retry(DeliveryReasons.RateLimited, answer.RetryAfter),
        500 or 502 or 503 or 504 => new DeliveryOutcome.Retry(DeliveryReasons.SpotifyUnavailable, answer.RetryAfter),
        _ => new DeliveryOutcome.Retry(DeliveryReasons.UnknownStatus, answer.RetryAfter),
    };

    private static DeliveryOutcome SplitOrReject(string reason, int eventCount) =>
        eventCount > 1 ? new DeliveryOutcome.Split(reason) : new DeliveryOutcome.Rejected(reason);
}
