using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>The rules of one event of the Conversions API, in either dialect.</summary>
internal sealed class CapiEventRules(CapiDialect dialect)
{
    private static readonly FieldSet EventFields = new(
        "event_name", "event_id", "event_time", "user_data", "event_source_url", "action_source", "opt_out_targeting", "event_details");

    private readonly UserDataRules userData = new(dialect.UserDataFields);

    public void Check(JsonElement element, FieldPath at, RuleScope scope)
    {
        var problems = scope.Problems;
        if (!EventFields.TryRead(element, at, problems, out var fields))
            return;

        var name = Texts.Read(fields[0], at.Child("event_name"), problems, required: true);
        if (name is not null && !IsEventName(name, scope))
            problems.Add(at.Child("event_name"), "is not an accepted event name");
        Texts.Read(fields[1], at.Child("event_id"), problems, required: true);
        dialect.CheckTime(fields[2], scope.Latest, at.Child("event_time"), problems);
        userData.Check(fields[3], at.Child("user_data"), scope);
        CheckSource(fields[4], fields[5], at, problems);
        if (fields[6].ValueKind is not (JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False))
            problems.Add(at.Child("opt_out_targeting"), "must be true or false");
        EventDetailsRules.Check(fields[7], name == dialect.Purchase, at.Child("event_details"), problems);
    }

    private bool IsEventName(string name, RuleScope scope) =>
        dialect.EventNames.Contains(name) || (scope.AllowAlias && name == dialect.Alias);

    private static void CheckSource(JsonElement url, JsonElement actionSource, FieldPath at, ProblemList problems)
    {
        if (Texts.Read(url, at.Child("event_source_url"), problems) is { } address && !IsWebAddress(address))
            problems.Add(at.Child("event_source_url"), "must start with http:// or https://");
        if (Texts.Read(actionSource, at.Child("action_source"), problems) is not (null or "WEB" or "APP" or "OFFLINE"))
            problems.Add(at.Child("action_source"), "must be WEB, APP or OFFLINE");
    }

    private static bool IsWebAddress(string address) =>
        (address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal))
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0;
}

/// <summary>What was bought, seen or done. Only a purchase must say it.</summary>
internal static class EventDetailsRules
{
    private static readonly FieldSet Fields = new("amount", "currency", "content_name", "content_category");

    public static void Check(JsonElement element, bool isPurchase, FieldPath at, ProblemList problems)
    {
        if (element.ValueKind == JsonValueKind.Undefined && !isPurchase)
            return;
        if (!Fields.TryRead(element, at, problems, out var values))
            return;

        Money.Check(new Priced(values[0], values[1], "amount", Required: isPurchase), at, problems);
        Texts.Read(values[2], at.Child("content_name"), problems);
        if (Texts.Read(values[3], at.Child("content_category"), problems) is { } category && !category.All(char.IsAsciiDigit))
            problems.Add(at.Child("content_category"), "must be the numeric id of a Google product category");
    }
}

/// <summary>An amount in major units with its currency: both or neither, and both for a purchase.</summary>
internal static class Money
{
    public static void Check(Priced priced, FieldPath at, ProblemList problems)
    {
        var hasAmount = priced.Amount.ValueKind != JsonValueKind.Undefined;
        var hasCurrency = priced.Currency.ValueKind != JsonValueKind.Undefined;

        if (hasAmount && !IsAmount(priced.Amount))
            problems.Add(at.Child(priced.AmountField), "must be a finite JSON number that is not negative");
        if (hasCurrency && !IsCurrency(priced.Currency))
            problems.Add(at.Child("currency"), "must be an ISO 4217 code in upper case");

        if (!hasAmount && (hasCurrency || priced.Required))
            problems.Add(at.Child(priced.AmountField), priced.Required ? "is required for a purchase" : "is required with currency");
        if (!hasCurrency && (hasAmount || priced.Required))
            problems.Add(at.Child("currency"), priced.Required ? "is required for a purchase" : $"is required with {priced.AmountField}");
    }

    private static bool IsAmount(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var amount) && double.IsFinite(amount) && amount >= 0;

    private static bool IsCurrency(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && CurrencyCodes.IsKnown(value.GetString()!);
}

/// <summary>The two fields as a profile spells them: <c>amount</c> for Spotify and Datafly, <c>value</c> for TrackLayer.</summary>
internal readonly record struct Priced(JsonElement Amount, JsonElement Currency, string AmountField, bool Required);

/// <summary>
/// ISO 4217 codes that a price can have: those in force, plus ANG and BGN, withdrawn in 2025 and 2026, which late orders still carry.
/// Metals, test codes and "no currency" (XAU, XTS, XXX…) are not prices.
/// </summary>
internal static class CurrencyCodes
{
    private static readonly FrozenSet<string> Known = """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF
        CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
        INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
        MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE
        SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG
        XOF XPF YER ZAR ZMW ZWG
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string code) => Known.Contains(code);
}

/// <summary>The three spellings of an event's time. All are UTC and must be in the past.</summary>
internal static class EventTimes
{
    private const string InTheFuture = "must be in the past";
    private static readonly string[] Iso8601 =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", .. Enumerable.Range(1, 7).Select(digits => $"yyyy-MM-dd'T'HH:mm:ss.{new string('f', digits)}'Z'")];
    private static readonly FieldSet TimestampFields = new("seconds");

    /// <summary>Exactly milliseconds, as in Spotify's guide.</summary>
    public static void CheckMilliseconds(JsonElement value, DateTimeOffset latest, FieldPath at, ProblemList problems) =>
        CheckText(value, ["yyyy-MM-dd'T'HH:mm:ss.fff'Z'"], "must be a string such as 2026-01-23T12:34:56.000Z", latest, at, problems);

    /// <summary>Any ISO 8601 time in UTC down to the second, as in TrackLayer's guide.</summary>
    public static void CheckIso8601(JsonElement value, DateTimeOffset latest, FieldPath at, ProblemList problems) =>
        CheckText(value, Iso8601, "must be a string such as 2026-04-24T10:15:00Z", latest, at, problems);

    /// <summary>An object with whole seconds since 1970, as in Datafly's guide.</summary>
    public static void CheckSeconds(JsonElement value, DateTimeOffset latest, FieldPath at, ProblemList problems)
    {
        if (!TimestampFields.TryRead(value, at, problems, out var fields))
            return;
        if (fields[0].ValueKind != JsonValueKind.Number || !fields[0].TryGetInt64(out var seconds) || seconds <= 0)
            problems.Add(at.Child("seconds"), "must be a whole number of seconds since 1970");
        else if (seconds > latest.ToUnixTimeSeconds())
            problems.Add(at.Child("seconds"), InTheFuture);
    }

    private static void CheckText(
        JsonElement value, string[] formats, string rule, DateTimeOffset latest, FieldPath at, ProblemList problems)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            problems.Add(at, "is required");
        else if (value.ValueKind != JsonValueKind.String || !TryParse(value.GetString()!, formats, out var time))
            problems.Add(at, rule);
        else if (time > latest)
            problems.Add(at, InTheFuture);
    }

    private static bool TryParse(string text, string[] formats, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
