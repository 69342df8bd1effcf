using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Validation;

/// <summary>What is decided about an event's consent from everything that was told.</summary>
/// <param name="Consent">The verdict.</param>
/// <param name="Signal">The name of the signal that decided; null when it was the explicit yes or no, or nothing did.</param>
/// <param name="HasUnreadable">Whether a signal could not be read: it may have been a refusal.</param>
internal readonly record struct ConsentVerdict(MarketingConsent Consent, string? Signal, bool HasUnreadable)
{
    // Far beyond any real string; what is longer is not decoded.
    private const int LongestString = 16 * 1024;

    private static readonly ConsentSignal[] Order =
        [ConsentSignal.Gpc, ConsentSignal.Gpp, ConsentSignal.UsPrivacy, ConsentSignal.Tcf, ConsentSignal.Gcs, ConsentSignal.Gcd];

    /// <summary>
    /// Any refusal wins; else the first yes in the order: explicit, GPC, GPP, US Privacy, TCF, Google's state. Silence never becomes consent.
    /// </summary>
    /// <param name="event">As told.</param>
    /// <param name="policy">What makes consent.</param>
    /// <param name="dropped">Receives signals that cannot be read.</param>
    public static ConsentVerdict Of(ConversionEvent @event, ConsentPolicy policy, List<DroppedField> dropped)
    {
        var verdict = new ConsentVerdict(@event.Consent, null, false);
        if (@event.Signals is not { } signals)
            return verdict;

        foreach (var signal in Order)
        {
            if (signals[signal] is not { } text)
                continue;

            var name = ConsentSignals.Names[(int)signal];
            if ((text.Length <= LongestString ? Read(signal, text, signals, policy, dropped) : null) is not { } said)
            {
                dropped.Add($"consent.{name}", DropCodes.ConsentSignalUnreadable);
                verdict = verdict with { HasUnreadable = true };
            }
            else if (verdict.Consent == MarketingConsent.Unknown || (said == MarketingConsent.Denied && verdict.Consent == MarketingConsent.Granted))
            {
                verdict = verdict with { Consent = said, Signal = said == MarketingConsent.Unknown ? null : name };
            }
        }

        return verdict;
    }

    private static MarketingConsent? Read(
        ConsentSignal signal, string text, ConsentSignals signals, ConsentPolicy policy, List<DroppedField> dropped) => signal switch
        {
            ConsentSignal.Gpc => Gpc(text),
            ConsentSignal.Gpp => GppString.Read(text, InForce(signals, dropped), policy),
            ConsentSignal.UsPrivacy => GppString.ReadUsPrivacy(text, policy),
            ConsentSignal.Tcf => TcfString.Read(text, policy),
            ConsentSignal.Gcs => Gcs(text),
            _ => Gcd(text),
        };

    // A list that cannot be read must not hide a refusal, so all sections count.
    private static string? InForce(ConsentSignals signals, List<DroppedField> dropped)
    {
        if (signals[ConsentSignal.GppSid] is not { } list || GppString.IsSectionList(list))
            return signals[ConsentSignal.GppSid];

        dropped.Add("consent.gpp_sid", DropCodes.ConsentSignalUnreadable);
        return null;
    }

    private static MarketingConsent? Gpc(string text) => text.ToUpperInvariant() switch
    {
        "1" or "TRUE" => MarketingConsent.Denied,
        "0" or "FALSE" => MarketingConsent.Unknown,
        _ => null,
    };

    // "G1", then storage for advertising and for analytics; only the first is about advertising.
    private static MarketingConsent? Gcs(string text) => text is ['G' or 'g', '1', var ads and ('0' or '1' or '-'), '0' or '1' or '-']
        ? ads switch { '1' => MarketingConsent.Granted, '0' => MarketingConsent.Denied, _ => MarketingConsent.Unknown }
        : null;

    // "1", then a digit and a letter for each of ad_storage, analytics_storage, ad_user_data, ad_personalization and perhaps more, and a last digit.
    private static MarketingConsent? Gcd(string text)
    {
        const int Advertising = 4;
        const int Analytics = 1;
        const string Granted = "tnrv";
        const string Denied = "pqmu";
        const string Untold = "l";
        if (text.Length < 2 + (2 * Advertising) || text[0] != '1')
            return null;

        var (denied, granted) = (false, 0);
        for (var i = 0; i < Advertising; i++)
        {
            var (separator, letter) = (text[1 + (2 * i)], char.ToLowerInvariant(text[2 + (2 * i)]));
            if (!char.IsAsciiDigit(separator) || !(Granted + Denied + Untold).Contains(letter, StringComparison.Ordinal))
                return null;

            denied |= i != Analytics && Denied.Contains(letter, StringComparison.Ordinal);
            granted += i != Analytics && Granted.Contains(letter, StringComparison.Ordinal) ? 1 : 0;
        }

        return !text.AsSpan(1 + (2 * Advertising)).ToString().All(char.IsAsciiLetterOrDigit) ? null
            : denied ? MarketingConsent.Denied
            : granted == Advertising - 1 ? MarketingConsent.Granted
            : MarketingConsent.Unknown;
    }
}

/// <summary>From consent to Spotify's <c>opt_out_targeting</c>, which is always written because its default is not documented.</summary>
internal static class ConsentRules
{
    /// <summary>Whether the person is kept out of retargeting. A signal that cannot be read may have been a refusal, so it never opts in.</summary>
    /// <param name="verdict">What the person said.</param>
    /// <param name="destination">Whose rule for silence counts.</param>
    public static bool OptOut(ConsentVerdict verdict, Destination destination) => verdict.Consent switch
    {
        MarketingConsent.Granted => false,
        MarketingConsent.Denied => true,
        _ => destination.UnknownConsent != UnknownConsent.OptIn || verdict.HasUnreadable,
    };

    /// <summary>The reason not to send at all, or null.</summary>
    /// <param name="verdict">What the person said.</param>
    /// <param name="destination">Where it would go.</param>
    public static string? Ignore(ConsentVerdict verdict, Destination destination)
    {
        // The partner API has no field that keeps a person out of retargeting, so there a refusal is kept only by not sending. Silence is not
        // a refusal: what it means is the destination's setting, and Drop is the one that does not send.
        return verdict.Consent switch
        {
            MarketingConsent.Unknown when destination.UnknownConsent == UnknownConsent.Drop => IgnoreReasons.ConsentUnknown,
            MarketingConsent.Unknown when destination.Profile == Profile.PartnerConversions && verdict.HasUnreadable => IgnoreReasons.ConsentUnknown,
            MarketingConsent.Denied when destination.Profile == Profile.PartnerConversions => IgnoreReasons.ConsentDenied,
            _ => null,
        };
    }
}
