namespace SpotifyCapi.Spotify;

/// <summary>The format of each profile.</summary>
public static class RequestFormats
{
    private static readonly CapiDirectFormat Direct = new();
    private static readonly CapiDirectFlatFormat Flat = new();
    private static readonly PartnerConversionsFormat Partner = new();

    /// <summary>The format of a profile.</summary>
    /// <param name="profile">The profile.</param>
    public static IRequestFormat For(Profile profile) => profile switch
    {
        Profile.CapiDirectFlat => Flat,
        Profile.PartnerConversions => Partner,
        _ => Direct,
    };
}
