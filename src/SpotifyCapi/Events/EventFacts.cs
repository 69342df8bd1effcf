namespace SpotifyCapi.Events;

/// <summary>
/// Everything about a validated event but the person: typed, cleaned, nothing left to decide. It is what the queue holds, so that a retry
/// or a replay gives the same bytes whatever the settings have become since.
/// </summary>
public sealed record EventFacts
{
    /// <summary>The event that the name resolved to.</summary>
    public required StandardEvent Event { get; init; }

    /// <summary>The name as the source spelled it.</summary>
    public required string SourceEventName { get; init; }

    /// <summary>Business-level id, the key that Spotify removes duplicates by.</summary>
    public required string EventId { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>Where it happened; null when not told.</summary>
    public ActionSource? ActionSource { get; init; }

    /// <summary>http or https.</summary>
    public string? EventSourceUrl { get; init; }

    /// <summary>What the person said.</summary>
    public MarketingConsent Consent { get; init; }

    /// <summary>What Spotify is told: true keeps the person out of retargeting.</summary>
    public required bool OptOutTargeting { get; init; }

    /// <summary>Amount and currency, or neither.</summary>
    public Money? Money { get; init; }

    /// <summary>Name of the product or page.</summary>
    public string? ContentName { get; init; }

    /// <summary>Google product taxonomy id.</summary>
    public string? ContentCategory { get; init; }

    /// <summary>The shop's order number.</summary>
    public string? OrderId { get; init; }

    /// <summary>What was left out and why.</summary>
    public IReadOnlyList<DroppedField> Dropped { get; init; } = [];
}
