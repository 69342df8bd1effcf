namespace SpotifyCapi.Spotify;

/// <summary>Which of Spotify's published request formats a destination uses.</summary>
public enum Profile
{
    /// <summary>Spotify's own CAPI Setup Guide. The default.</summary>
    CapiDirect,

    /// <summary>The body that Datafly's guide documents: fields at the root, Title_Case names, <c>{"seconds":N}</c>.</summary>
    CapiDirectFlat,

    /// <summary>The partner conversions API of TrackLayer's guide, with OAuth2 client credentials.</summary>
    PartnerConversions,
}
