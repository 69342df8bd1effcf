using SpotifyCapi.Codes;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>
/// The one place that says what an answer means (docs/delivery.md prints it). 401, 403 and 404 mean that a person must act; 400, 413 and 422
/// concern the events; whatever is unknown is tried again rather than believed.
/// </summary>
public static class OutcomeTable
{
    /// <summary>Judges an answer.</summary>
    /// <param name="answer">What came back.</param>
    /// <param name="eventCount">How many events the request held.</param>
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
