using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Settings;
using SpotifyCapi.Text;

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

    /// <summary>The properties of an object; none when it is not one.</summary>
    public static IEnumerable<JsonProperty> Properties(this JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

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

    /// <summary>
    /// Consent signals among a shop's own fields, which are called <c>consent_gpp</c>, <c>_consent_gpp</c> and so on; null when there is none.
    /// </summary>
    /// <param name="fields">An array of objects with a name and a <c>value</c>.</param>
    /// <param name="name">What the name is called.</param>
    public static ConsentSignals? Signals(this JsonElement fields, string name)
    {
        var found = fields.Elements().Select(field => (Name: field.Text(name)?.TrimStart('_'), Value: field.At("value")))
            .Where(field => field.Name?.StartsWith(SignalPrefix, StringComparison.OrdinalIgnoreCase) == true).ToArray();
        return found.Length == 0 ? null : ConsentSignals.Find(signal =>
        {
            var told = found.Where(field => field.Name.AsSpan(SignalPrefix.Length).Equals(signal, StringComparison.OrdinalIgnoreCase))
                .Select(field => field.Value.AsSignal()).Distinct().ToArray();
            return told.Length > 1 ? ConsentSignals.Unreadable : told.FirstOrDefault();
        });
    }

    /// <summary>A text, a number, a boolean, or a list of them joined by commas; of an object a text that no signal is written like.</summary>
    public static string? AsSignal(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(element => element.AsText())),
        JsonValueKind.Object => ConsentSignals.Unreadable,
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
    /// <summary>Adds the first address that can be used, and those before it, which are left out and named later.</summary>
    public static void AddEmail(this RawUser user, params ReadOnlySpan<string?> emails)
    {
        foreach (var email in emails)
        {
            if (email is null)
                continue;

            user.Emails.Add(new RawEmail(email));
            if (EmailNormalizer.TryNormalize(email, out _) || Sha256Digest.TryParse(email, out _))
                return;
        }
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

    /// <summary>
    /// The first of several fields that say the same whose value can be used; when none can, the first one's, whose code then says what is wrong.
    /// The fields before it are told as replaced.
    /// </summary>
    public static string? FirstUsable(this ConversionEvent result, Func<string, bool> isUsable, params ReadOnlySpan<(string Field, string? Value)> candidates)
    {
        for (var place = 0; place < candidates.Length; place++)
        {
            if (candidates[place].Value is not { } value || !isUsable(value))
                continue;

            foreach (var (field, unusable) in candidates[..place])
            {
                if (unusable is not null)
                    result.SourceDrops.Add(field, DropCodes.Replaced);
            }

            return value;
        }

        foreach (var (_, value) in candidates)
        {
            if (value is not null)
                return value;
        }

        return null;
    }

    /// <summary>When it happened, by the first of several fields that holds a time.</summary>
    public static string? FirstTime(this ConversionEvent result, params ReadOnlySpan<(string Field, string? Value)> candidates) =>
        result.FirstUsable(time => EventTime.Parse(time, out _) == EventTimeResult.Valid, candidates);

    /// <summary>The person's address, by the first of several fields that holds a public one.</summary>
    public static string? FirstIpAddress(this ConversionEvent result, params ReadOnlySpan<(string Field, string? Value)> candidates) =>
        result.FirstUsable(address => IpAddressGuard.Clean(address, out _) == IpAddressResult.Public, candidates);

    /// <summary>
    /// Platforms send amounts as text; text that is no amount is an error of the event, not a zero, unless another field holds the same amount.
    /// </summary>
    public static void SetAmount(this ConversionEvent result, params ReadOnlySpan<(string Field, string? Value)> candidates)
    {
        if (result.FirstUsable(static amount => Amounts.TryParse(amount, out _), candidates) is not { } text)
            return;

        // A shop calculates with more decimals than its currency has, and nobody there can change what is sent.
        result.RoundsValue = true;
        if (Amounts.TryParse(text, out var value))
            result.Value = value;
        else
            result.ReadErrors.Add(new(ErrorCodes.AmountInvalid, "value", "The amount in the payload is not a number."));
    }

    /// <summary>
    /// Takes over consent as a shop's theme or form wrote it down: a JSON boolean, a word or a number. What is there and empty is how WordPress
    /// stores an unticked box.
    /// </summary>
    public static void AddConsent(this ConversionEvent result, JsonElement value, bool isObjection = false, string field = "consent") =>
        result.AddConsent(field, Said(value), isObjection);

    /// <summary>What a JSON value says of consent: null when it is not understood.</summary>
    public static MarketingConsent? Said(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => MarketingConsent.Granted,
        JsonValueKind.False => MarketingConsent.Denied,
        JsonValueKind.Undefined or JsonValueKind.Null => MarketingConsent.Unknown,
        _ => value.AsText() is { } text ? ConsentText.Parse(text) : null,
    };

    /// <summary>A country's code or name; null for a word that stands for nothing. Two letters are always a code: NA is Namibia.</summary>
    public static string? AsCountry(this string? text) => text is { Length: not 2 } && NullLike.IsNullLike(text) ? null : text;

    /// <summary>Takes over the consent in the entries of a list that have a name, whatever its case; a refusal in any of them counts.</summary>
    public static void AddConsent(this ConversionEvent result, JsonElement list, string nameField, string name)
    {
        foreach (var entry in list.Elements().Where(entry => string.Equals(entry.Text(nameField), name, StringComparison.OrdinalIgnoreCase)))
            result.AddConsent(entry.At("value"));
    }
}
