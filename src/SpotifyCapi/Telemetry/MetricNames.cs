namespace SpotifyCapi.Telemetry;

/// <summary>The stable names of what is counted.</summary>
public static class MetricNames
{
    /// <summary>Events that arrived.</summary>
    public const string Received = "spotify_capi.events.received";

    /// <summary>Events that are in the queue.</summary>
    public const string Accepted = "spotify_capi.events.accepted";

    /// <summary>Events that were here before.</summary>
    public const string Duplicate = "spotify_capi.events.duplicate";

    /// <summary>Events that are not sent, by reason.</summary>
    public const string Ignored = "spotify_capi.events.ignored";

    /// <summary>Events that the sender must change, by code.</summary>
    public const string Rejected = "spotify_capi.events.rejected";

    /// <summary>Events that the queue did not take.</summary>
    public const string Unstored = "spotify_capi.events.unstored";

    /// <summary>Webhooks with a wrong signature, by result.</summary>
    public const string SignatureRefused = "spotify_capi.signatures.refused";

    /// <summary>Webhooks that were refused as a whole, by code.</summary>
    public const string WebhooksRefused = "spotify_capi.webhooks.refused";

    /// <summary>Messages sent to the queue.</summary>
    public const string Enqueued = "spotify_capi.messages.enqueued";

    /// <summary>Tries to store a message that ended without an answer.</summary>
    public const string Unconfirmed = "spotify_capi.messages.unconfirmed";

    /// <summary>Events that Spotify has.</summary>
    public const string Delivered = "spotify_capi.events.delivered";

    /// <summary>Events put off, by reason.</summary>
    public const string Deferred = "spotify_capi.events.deferred";

    /// <summary>Events given up, by reason.</summary>
    public const string DeadLettered = "spotify_capi.events.dead_lettered";

    /// <summary>Dead letters put back into the queue.</summary>
    public const string Replayed = "spotify_capi.events.replayed";

    /// <summary>Journal writes that failed.</summary>
    public const string JournalFailures = "spotify_capi.journal.failures";

    /// <summary>Ingest log writes that failed.</summary>
    public const string IngestLogFailures = "spotify_capi.ingest_log.failures";

    /// <summary>Milliseconds of a request to Spotify.</summary>
    public const string RequestDuration = "spotify_capi.request.duration";

    /// <summary>Seconds from acceptance to delivery.</summary>
    public const string DeliveryAge = "spotify_capi.delivery.age";

    /// <summary>Seconds since the oldest event now in delivery was accepted, by destination.</summary>
    public const string OldestAge = "spotify_capi.delivery.oldest_age";

    /// <summary>State of a destination's breaker: 0 ok, 1 probing, 2 open, 3 paused.</summary>
    public const string BreakerState = "spotify_capi.breaker.state";
}
