using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Validation;

/// <summary>From consent to Spotify's <c>opt_out_targeting</c>, which is always written because its default is not documented.</summary>
public static class ConsentRules
{
    /// <summary>Whether the person is kept out of retargeting.</summary>
    /// <param name="consent">What the person said.</param>
    /// <param name="destination">Whose rule for silence counts.</param>
    public static bool OptOut(MarketingConsent consent, Destination destination) => consent switch
    {
        MarketingConsent.Granted => false,
        MarketingConsent.Denied => true,
        _ => destination.UnknownConsent != UnknownConsent.OptIn,
    };

    /// <summary>The reason not to send at all, or null.</summary>
    /// <param name="consent">What the person said.</param>
    /// <param name="destination">Where it would go.</param>
    public static string? Ignore(MarketingConsent consent, Destination destination)
    {
        // The partner API has no field that keeps a person out of retargeting, so there a refusal is kept only by not sending. Silence is not
        // a refusal: what it means is the destination's setting, and Drop is the one that does not send.
        return consent switch
        {
            MarketingConsent.Unknown when destination.UnknownConsent == UnknownConsent.Drop => IgnoreReasons.ConsentUnknown,
            MarketingConsent.Denied when destination.Profile == Profile.PartnerConversions => IgnoreReasons.ConsentDenied,
            _ => null,
        };
    }
}
