namespace SpotifyCapi.Codes;

/// <summary>Why a well-formed event is not sent, without anybody having made a mistake. Each reason is counted.</summary>
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

    /// <summary>The order was cancelled or its payment voided.</summary>
    public const string CancelledOrder = "cancelled_order";

    /// <summary>The order is not paid, or not yet.</summary>
    public const string NotPaid = "not_paid";

    /// <summary>A paid order was changed days after its payment, which was the conversion.</summary>
    public const string EditedLater = "edited_later";

    /// <summary>A platform's request about personal data, such as Shopify's <c>customers/redact</c>; there is nothing to send.</summary>
    public const string PrivacyRequest = "privacy_request";

    /// <summary>A webhook whose event has nothing to identify the person.</summary>
    public const string NoIdentifier = ErrorCodes.NoIdentifier;

    /// <summary>A row of a file that holds nothing but separators.</summary>
    public const string EmptyRow = "empty_row";

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<string> All { get; } =
        [UnmappedEvent, AliasNotAllowed, ConsentUnknown, ConsentDenied, IgnoredTopic, TestOrder, CancelledOrder, NotPaid, EditedLater, PrivacyRequest, NoIdentifier, EmptyRow];
}
