using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Reads values out of a platform's payload, where any field may be missing, null, blank or of another type than documented.</summary>
internal static class PayloadText
{
    private const string SignalPrefix = "consent_";

    /// <summary>A string, or the digits of a number (ids beyond 2^53 stay exact); null when blank or anything else.</summary>
    public static string? Text(this JsonElement parent, string name) => parent.At(name).AsText();

    /// <summary>This value as a text, as <see cref="Text"/> reads it.</summary>
    public static string? AsText(this JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => Unescape(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>A value below a path; an undefined element, on which everything is null, when it is not there.</summary>
    public static JsonElement At(this JsonElement parent, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out parent))
                return default;
        }

        return parent;
    }

    /// <summary>The elements of an array; none when it is not one.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>A boolean; null when it is anything else.</summary>
    public static bool? Flag(this JsonElement parent, string name) => parent.At(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>An amount that only rules ask for; null when it is missing, no number, or beyond what any order has.</summary>
    public static decimal? Amount(this JsonElement parent, string name)
    {
        const decimal Most = 1_000_000_000_000_000_000m;
        return Amounts.TryParse(parent.Text(name), out var amount) && Math.Abs(amount) <= Most ? amount : null;
    }

    /// <summary>Consent signals among a shop's own fields, which are called <c>consent_gpp</c>, <c>_consent_gpp</c> and so on; null when there is none.</summary>
    /// <param name="fields">An array of objects with a name and a <c>value</c>.</param>
    /// <param name="name">What the name is called.</param>
    public static ConsentSignals? Signals(this JsonElement fields, string name)
    {
        var found = fields.Elements().Select(field => (Name: field.Text(name)?.TrimStart('_'), Value: field.At("value")))
            .Where(field => field.Name?.StartsWith(SignalPrefix, StringComparison.OrdinalIgnoreCase) == true).ToArray();
        return found.Length == 0 ? null : ConsentSignals.Find(signal =>
            found.FirstOrDefault(field => field.Name.AsSpan(SignalPrefix.Length).Equals(signal, StringComparison.OrdinalIgnoreCase)).Value.AsSignal());
    }

    /// <summary>A consent signal: a text, a number, a boolean, or a list of them joined by commas; null when it is nothing of this.</summary>
    public static string? AsSignal(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(element => element.AsText())),
        _ => value.AsText(),
    };

    // Half a surrogate pair cannot be text; the field counts as missing.
    private static string? Unescape(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Puts values of a platform's payload into an event; what is missing there stays missing here.</summary>
internal static class PlatformFields
{
    public static void AddEmail(this RawUser user, string? email)
    {
        if (email is not null)
            user.Emails.Add(new RawEmail(email));
    }

    public static void AddPhone(this RawUser user, string? phone, string? country)
    {
        if (phone is not null && !user.Phones.Contains(new RawPhone(phone, country)))
            user.Phones.Add(new RawPhone(phone, country));
    }

    /// <summary>A setting with the currency of amounts that bring none; null when missing.</summary>
    public static string? DefaultCurrency(this SettingReader settings, string example)
    {
        var currency = settings.Text(nameof(DefaultCurrency));
        if (currency is not null && !Currencies.TryGet(currency, out _, out _))
            settings.Problem(nameof(DefaultCurrency), $"must be an ISO 4217 code such as {example}.");

        return currency;
    }

    /// <summary>Platforms send amounts as text; text that is no amount is an error of the event, not a zero.</summary>
    public static void SetAmount(this ConversionEvent result, string? amount)
    {
        if (amount is null)
            return;

        // A shop calculates with more decimals than its currency has, and nobody there can change what is sent.
        result.RoundsValue = true;
        if (Amounts.TryParse(amount, out var value))
            result.Value = value;
        else
            result.ReadErrors.Add(new(ErrorCodes.AmountInvalid, "value", "The amount in the payload is not a number."));
    }
}

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
