using System.Buffers;
using System.Globalization;
using SpotifyCapi.Codes;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>
/// Consent in the words of shops, forms and other ad platforms. A refusal must never pass for silence, which a destination may take for an
/// agreement: so of several answers a refusal counts, and one that is there but not understood is a refusal too.
/// </summary>
internal static class ConsentText
{
    private const int LongestMember = 40;

    // Without digits: a number may be a person's.
    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");

    private static readonly HashSet<string> Agreements =
    [
        "true", "t", "yes", "y", "1", "on", "ok", "granted", "grant", "given", "agree", "agreed", "accept", "accepted", "allow", "allowed", "optin", "optedin",
        "consent", "consented", "consentgranted", "subscribed", "ja", "j", "oui", "si", "sí", "sim", "wahr", "vrai", "vero", "verdadero",
    ];

    private static readonly HashSet<string> Refusals =
    [
        "false", "f", "no", "n", "0", "off", "denied", "deny", "declined", "decline", "refused", "refuse", "rejected", "reject", "disagree", "disagreed",
        "disallowed", "withdrawn", "revoked", "none", "notgranted", "notgiven", "notallowed", "optout", "optedout", "consentdenied", "unsubscribed",
        "notsubscribed", "nothanks", "nein", "non", "nee", "nej", "não", "falsch", "faux", "falso",
    ];

    // What fields of a consent object are called, without case and punctuation: those about advertising, and those whose "yes" is a refusal.
    private static readonly HashSet<string> Purposes =
    [
        "marketing", "advertising", "advertisement", "ads", "ad", "adstorage", "aduserdata", "adpersonalization", "adpersonalisation", "adspersonalization",
        "personalizedads", "personalisedads", "personalizedadvertising", "targeting", "targetedadvertising", "retargeting", "remarketing", "tracking",
        "granted", "given", "status", "consent", "optin", "optedin", "accepted", "agreed", "all", "spotify",
    ];

    private static readonly HashSet<string> Objections =
    [
        "optout", "optedout", "optouttargeting", "donotsell", "donotshare", "donotsellorshare", "donottrack",
        "denied", "refused", "declined", "withdrawn", "revoked",
    ];

    // Names that mean consent wherever they stand, in snake or camel case.
    private static readonly HashSet<string> Plain = ["adstorage", "aduserdata", "adpersonalization", "optout", "optouttargeting"];

    /// <summary>Whether a field of this name is about consent to advertising, whatever object it stands in.</summary>
    public static bool IsPlainName(string name) =>
        (name.StartsWith("ad", StringComparison.Ordinal) || name.StartsWith("opt", StringComparison.Ordinal)) && Plain.Contains(Key(name));

    /// <summary>Takes over what the person said in one field.</summary>
    /// <param name="result">The event.</param>
    /// <param name="field">Name of the field, for what is told about it.</param>
    /// <param name="said">Null: it is there and not understood.</param>
    /// <param name="isObjection">Whether the field asks for a refusal, such as <c>opt_out</c>.</param>
    public static void AddConsent(this ConversionEvent result, string field, MarketingConsent? said, bool isObjection = false)
    {
        var meant = (said, isObjection) switch
        {
            (null, _) or (MarketingConsent.Granted, true) => MarketingConsent.Denied,
            (MarketingConsent.Denied, true) => MarketingConsent.Granted,
            ({ } known, _) => known,
        };
        if (said is null)
            result.SourceDrops.Add(field, DropCodes.ConsentUnreadable);

        if (meant != MarketingConsent.Unknown && result.Consent != MarketingConsent.Denied)
            result.Consent = meant;
    }

    /// <summary>Reads a word of consent: null when it is not understood, unknown when it stands for nothing.</summary>
    public static MarketingConsent? Parse(string? text)
    {
        text = text?.Trim();
        var key = string.IsNullOrEmpty(text) ? string.Empty : text is "1.0" or "0.0" ? text[..1] : Key(text);
        return Agreements.Contains(key) ? MarketingConsent.Granted
            : Refusals.Contains(key) ? MarketingConsent.Denied
            : string.IsNullOrEmpty(text) || NullLike.IsNullLike(text) || key == "unspecified" ? MarketingConsent.Unknown
            : null;
    }

    /// <summary>
    /// Takes over one field of a consent object that is no signal. One that is not about advertising, such as analytics, says nothing here; who sends it
    /// may believe that it is honoured, so it is told, by its name where that can be nothing but a name.
    /// </summary>
    /// <param name="result">The event.</param>
    /// <param name="name">Name of the field in the object.</param>
    /// <param name="said">As <see cref="Parse"/> reads it.</param>
    public static void AddMember(this ConversionEvent result, string name, MarketingConsent? said)
    {
        var key = Key(name);
        var isObjection = Objections.Contains(key);
        if (isObjection || Purposes.Contains(key))
        {
            result.AddConsent(said is null ? "consent." + name : name, said, isObjection);
            return;
        }

        var isName = name.Length is > 0 and <= LongestMember && !name.AsSpan().ContainsAnyExcept(OfNames);
        result.SourceDrops.Add(isName ? $"consent.{name}" : "consent", DropCodes.ConsentMemberUnknown);
    }

    // Most words are their own key.
    private static string Key(string text) => text.AsSpan().ContainsAnyExceptInRange('a', 'z')
        ? string.Concat(text.Where(char.IsLetterOrDigit)).ToLower(CultureInfo.InvariantCulture)
        : text;
}
