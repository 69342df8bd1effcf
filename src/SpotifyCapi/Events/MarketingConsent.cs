namespace SpotifyCapi.Events;

/// <summary>
/// What the person said about marketing. Three-valued on purpose: silence is not a "no", and what silence means is a setting of the
/// destination (<see cref="Spotify.UnknownConsent"/>).
/// </summary>
public enum MarketingConsent
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>The person agreed.</summary>
    Granted,

    /// <summary>The person refused.</summary>
    Denied,
}
