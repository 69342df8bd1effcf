using SpotifyCapi.Events;

namespace SpotifyCapi.Sources;

/// <summary>Consent that a shop's theme or form wrote down as text.</summary>
internal static class ConsentText
{
    /// <summary>Reads true/yes/1/granted and false/no/0/denied, whatever the case; anything else is unknown.</summary>
    public static MarketingConsent Parse(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "true" or "yes" or "1" or "granted" or "on" => MarketingConsent.Granted,
        "false" or "no" or "0" or "denied" or "off" => MarketingConsent.Denied,
        _ => MarketingConsent.Unknown,
    };
}
