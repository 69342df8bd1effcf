namespace SpotifyCapi.Spotify;

/// <summary>What to do when nothing is known about the person's consent to marketing.</summary>
public enum UnknownConsent
{
    /// <summary>
    /// Send for attribution, keep out of retargeting. The default. <see cref="Profile.PartnerConversions"/> has no field for the second half, so
    /// there it is sent all the same; choose <see cref="Drop"/> to keep such events back.
    /// </summary>
    OptOut,

    /// <summary>Send without restriction.</summary>
    OptIn,

    /// <summary>Do not send.</summary>
    Drop,
}
