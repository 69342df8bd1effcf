namespace SpotifyCapi.Spotify;

/// <summary>Which profile takes its bearer token from where.</summary>
/// <param name="capi">For the two direct profiles.</param>
/// <param name="partner">For the partner profile.</param>
public sealed class BearerSources(IBearerSource capi, IBearerSource partner)
{
    /// <summary>The source of a profile.</summary>
    /// <param name="profile">The profile.</param>
    public IBearerSource For(Profile profile) => profile == Profile.PartnerConversions ? partner : capi;
}
