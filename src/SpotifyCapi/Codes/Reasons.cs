namespace SpotifyCapi.Codes;

/// <summary>Why a well-formed event is not sent, although nothing is wrong with it. Each reason is counted.</summary>
public static class IgnoreReasons
{
    /// <summary>The name maps to no Spotify event.</summary>
    public const string UnmappedEvent = "unmapped_event";
    /// <summary>The destination has not allowed the undocumented ALIAS event.</summary>
    public const string AliasNotAllowed = "alias_not_allowed";
    /// <summary>Consent is unknown, and the destination drops such events or its profile has no way to keep the person out of retargeting.</summary>
    public const string ConsentUnknown = "consent_unknown";
    /// <summary>Consent was refused and the profile cannot tell Spotify so.</summary>
    public const string ConsentDenied = "consent_denied";
    /// <summary>The source's topic is not one that becomes a conversion.</summary>
    public const string IgnoredTopic = "ignored_topic";
    /// <summary>A test notification or test order.</summary>
    public const string TestOrder = "test_order";
    /// <summary>The order was cancelled, its payment voided or refunded.</summary>
    public const string CancelledOrder = "cancelled_order";
    /// <summary>The order is not paid, or not yet.</summary>
    public const string NotPaid = "not_paid";
    /// <summary>The source's own condition (<c>When</c>) does not hold.</summary>
    public const string ConditionNotMet = "condition_not_met";
    /// <summary>A notification that holds nothing but ids; what it is about would have to be asked for.</summary>
    public const string ThinEvent = "thin_event";
    /// <summary>In place of an order the shop sent an error of its own: the webhook's user may not read orders.</summary>
    public const string ShopError = "shop_error";
    /// <summary>The webhook is of an API version whose orders do not tell when they were paid.</summary>
    public const string ApiVersionUnsupported = "api_version_unsupported";
    /// <summary>A customer without an account, whom somebody entered or invited.</summary>
    public const string NoAccount = "no_account";
    /// <summary>A paid order was changed days after its payment, which was the conversion.</summary>
    public const string EditedLater = "edited_later";
    /// <summary>A platform's request about personal data, such as Shopify's <c>customers/redact</c>; there is nothing to send.</summary>
    public const string PrivacyRequest = "privacy_request";
    /// <summary>A webhook whose event has nothing to identify the person.</summary>
    public const string NoIdentifier = ErrorCodes.NoIdentifier;
    /// <summary>A row of a file that holds nothing but separators, or a further item of an order.</summary>
    public const string EmptyRow = "empty_row";
    /// <summary>A rule leaves it out; the rule's name follows after a colon, as in <c>excluded:staff</c>.</summary>
    public const string Excluded = "excluded";

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        UnmappedEvent, AliasNotAllowed, ConsentUnknown, ConsentDenied, IgnoredTopic, TestOrder, CancelledOrder, NotPaid, ConditionNotMet,
        ThinEvent, ShopError, ApiVersionUnsupported, NoAccount, EditedLater, PrivacyRequest, NoIdentifier, EmptyRow, Excluded,
    ];

    /// <summary>The reason of an event that a rule leaves out.</summary>
    public static string ExcludedBy(string rule) => $"{Excluded}:{rule}";

    /// <summary>The rule that a reason names; null when it names none.</summary>
    public static string? RuleOf(string reason) => reason.StartsWith(Excluded + ":", StringComparison.Ordinal) ? reason[(Excluded.Length + 1)..] : null;

    /// <summary>Whether a text is a reason, with or without the name of a rule.</summary>
    public static bool Is(string reason) => All.Contains(reason) || RuleOf(reason) is not null;
}

/// <summary>What is told about an event that was here before, when it is more than a copy.</summary>
public static class DuplicateReasons
{
    /// <summary>Its id was here with another amount, person or time, so it may be another conversion.</summary>
    public const string Conflict = "duplicate_conflict";

    /// <summary>The sentence about it.</summary>
    public const string ConflictMessage =
        "This event_id was accepted before with another amount, person or time; Spotify keeps the first. "
        + "If it is another sale, give it an id of its own.";
}

/// <summary>Why events were not delivered: stable names for metrics, the journal and dead letters.</summary>
public static class DeliveryReasons
{
    /// <summary>No connection, or it broke.</summary>
    public const string Connection = "connection";
    /// <summary>No answer in time.</summary>
    public const string Timeout = "timeout";
    /// <summary>The secret for the request cannot be read now.</summary>
    public const string SecretUnavailable = "secret_unavailable";
    /// <summary>408, 425: Spotify gave up waiting.</summary>
    public const string SpotifyTimeout = "spotify_timeout";
    /// <summary>429.</summary>
    public const string RateLimited = "rate_limited";
    /// <summary>500, 502, 503, 504.</summary>
    public const string SpotifyUnavailable = "spotify_unavailable";
    /// <summary>A status that no rule knows.</summary>
    public const string UnknownStatus = "unknown_status";
    /// <summary>401: the token is wrong or revoked.</summary>
    public const string Unauthorized = "unauthorized";
    /// <summary>403: the token is of another connection.</summary>
    public const string Forbidden = "forbidden";
    /// <summary>404, 405, 410, 415: connection id or endpoint are wrong.</summary>
    public const string WrongEndpoint = "wrong_endpoint";
    /// <summary>400, 422: Spotify does not take the event.</summary>
    public const string RejectedBySpotify = "rejected_by_spotify";
    /// <summary>Event after event was refused alone and alike: the events are hardly to blame, and they wait.</summary>
    public const string MassRefusal = "mass_refusal";
    /// <summary>413: too large even alone.</summary>
    public const string TooLargeForSpotify = "too_large_for_spotify";
    /// <summary>The destination's profile was changed after the event was accepted, and the new one does not have it.</summary>
    public const string NotInProfile = "not_in_profile";
    /// <summary>Too old to be tried again.</summary>
    public const string Expired = "expired";
    /// <summary>The message exceeded maxDequeueCount after crashes or exceptions.</summary>
    public const string Poison = "poison";
    /// <summary>A message in the queue that we did not write, or cannot read.</summary>
    public const string Unreadable = "unreadable";
    /// <summary>The events' destination is no longer configured.</summary>
    public const string UnknownDestination = "unknown_destination";
    /// <summary>An invocation has run for its longest time; the rest of its events follows in the next one.</summary>
    public const string OutOfTime = "out_of_time";
    /// <summary>The instance is being stopped; what it has not begun is done elsewhere.</summary>
    public const string Stopping = "stopping";
    /// <summary>The dead letters could not be written; the events wait until they can.</summary>
    public const string DeadLettersUnavailable = "dead_letters_unavailable";

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Connection, Timeout, SecretUnavailable, SpotifyTimeout, RateLimited, SpotifyUnavailable, UnknownStatus, Unauthorized, Forbidden,
        WrongEndpoint, MassRefusal, RejectedBySpotify, TooLargeForSpotify, NotInProfile, Expired, Poison, Unreadable, UnknownDestination, OutOfTime,
        Stopping, DeadLettersUnavailable,
    ];
}
