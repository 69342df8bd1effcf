namespace SpotifyCapi.Spotify;

/// <summary>What to do with events older than a destination's limit.</summary>
public enum OldEvents
{
    /// <summary>Send them and say so in the result. The default: Spotify states no limit.</summary>
    Warn,

    /// <summary>Refuse them.</summary>
    Reject,
}
