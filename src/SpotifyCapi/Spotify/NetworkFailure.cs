namespace SpotifyCapi.Spotify;

/// <summary>Why there was no answer.</summary>
public enum NetworkFailure
{
    /// <summary>The connection could not be made, or broke.</summary>
    Connection,

    /// <summary>It took longer than the destination's limit.</summary>
    Timeout,

    /// <summary>The secret that the request needs cannot be had now.</summary>
    Secret,
}
