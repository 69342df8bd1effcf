namespace SpotifyCapi.Spotify;

/// <summary>What to do when nothing is known about the person's consent to marketing.</summary>
public enum UnknownConsent
{
    /// <summary>Send for attribution, keep out of retargeting. The default.</summary>
    OptOut,

    /// <summary>Send without restriction.</summary>
    OptIn,

    /// <summary>Do not send.</summary>
    Drop,
}
