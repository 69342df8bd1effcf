using System.Text.Json;
using SpotifyCapi.Events;

namespace SpotifyCapi.Webhooks;

/// <summary>Consent that a shop's theme or form wrote down.</summary>
internal static class ConsentText
{
    /// <summary>Reads true/yes/1/granted/on and false/no/0/denied/off, whatever the case; anything else is unknown.</summary>
    public static MarketingConsent Parse(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "true" or "yes" or "1" or "granted" or "on" => MarketingConsent.Granted,
        "false" or "no" or "0" or "denied" or "off" => MarketingConsent.Denied,
        _ => MarketingConsent.Unknown,
    };

    /// <summary>Reads a JSON boolean, or a text or number as <see cref="Parse"/> does.</summary>
    public static MarketingConsent Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => MarketingConsent.Granted,
        JsonValueKind.False => MarketingConsent.Denied,
        _ => Parse(value.AsText()),
    };
}
