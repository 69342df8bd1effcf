namespace SpotifyCapi.Spotify;

/// <summary>What to do when nothing is known about the person's consent to marketing.</summary>
public enum UnknownConsent
{
    /// <summary>
    /// Send for attribution, keep out of retargeting. The default. <see cref="Profile.PartnerConversions"/> has no field for that, so there such
    /// events are not sent.
    /// </summary>
    OptOut,

    /// <summary>Send without restriction.</summary>
    OptIn,

    /// <summary>Do not send.</summary>
    Drop,
}
