using System.Collections.Frozen;

namespace SpotifyCapi.Codes;

/// <summary>
/// The stable codes of fields that are left out of an otherwise good event, with the sentence for the person whose field it was.
/// docs/errors.md lists them and is compared with this list by a test.
/// </summary>
public static class DropCodes
{
    /// <summary>Not an e-mail address.</summary>
    public const string EmailInvalid = "email_invalid";
    /// <summary>More addresses than are sent.</summary>
    public const string EmailTooMany = "email_too_many";
    /// <summary>A word such as "null" instead of a value.</summary>
    public const string NullLike = "null_like";
    /// <summary>Not a phone number of its country.</summary>
    public const string PhoneInvalid = "phone_invalid";
    /// <summary>The phone number contains letters.</summary>
    public const string PhoneLetters = "phone_letters";
    /// <summary>The phone number has no prefix and no country is known.</summary>
    public const string PhoneWithoutCountry = "phone_without_country";
    /// <summary>The phone number has no prefix, and the country that was given is none that is known.</summary>
    public const string PhoneCountryUnknown = "phone_country_unknown";
    /// <summary>Not 64 hexadecimal digits.</summary>
    public const string HashInvalid = "hash_invalid";
    /// <summary>The digest of the empty string.</summary>
    public const string HashOfEmpty = "hash_of_empty";
    /// <summary>The digest of a word such as "null".</summary>
    public const string HashOfNullLike = "hash_of_null_like";
    /// <summary>Not an IP address.</summary>
    public const string IpInvalid = "ip_invalid";
    /// <summary>A private, loopback or reserved IP address.</summary>
    public const string IpNotPublic = "ip_not_public";
    /// <summary>An IP address whose end the shop has blanked.</summary>
    public const string IpCut = "ip_cut";
    /// <summary>A device id of zeros, as phones give when tracking is off.</summary>
    public const string DeviceIdZero = "device_id_zero";
    /// <summary>A device id that is too long, or that is an e-mail address.</summary>
    public const string DeviceIdInvalid = "device_id_invalid";
    /// <summary>Amount without a currency on an event that needs neither.</summary>
    public const string AmountWithoutCurrency = "amount_without_currency";
    /// <summary>Currency without an amount on an event that needs neither.</summary>
    public const string CurrencyWithoutAmount = "currency_without_amount";
    /// <summary>Text that holds an e-mail address.</summary>
    public const string ContainsEmail = "contains_email";
    /// <summary>Text beyond the length that is sent.</summary>
    public const string TooLong = "too_long";
    /// <summary>Older than the destination's limit, sent all the same.</summary>
    public const string EventTimeOld = "event_time_old";
    /// <summary>A little ahead of our clock, set to now.</summary>
    public const string EventTimeClamped = "event_time_clamped";

    private static readonly FrozenDictionary<string, string> Explanations = new Dictionary<string, string>
    {
        [EmailInvalid] = "This is not an e-mail address, so it was not hashed.",
        [EmailTooMany] = "Only the first 10 addresses of an event are sent.",
        [NullLike] = "A word such as \"null\" or \"undefined\" stands for a missing value; hashed, it would match strangers.",
        [PhoneInvalid] = "This is not a possible phone number of its country, so it was not hashed.",
        [PhoneLetters] = "The phone number contains letters; write it in digits.",
        [PhoneWithoutCountry] = "The phone number has no international prefix and no country is known; send user.country or set DefaultCountry.",
        [PhoneCountryUnknown] = "The phone number has no international prefix, and its country is not known; send the ISO 3166-1 code, such as DE.",
        [HashInvalid] = "A hashed value is exactly 64 hexadecimal digits (SHA-256).",
        [HashOfEmpty] = "This is the SHA-256 digest of the empty string; it would match everybody whose value is missing.",
        [HashOfNullLike] = "This is the SHA-256 digest of a word such as \"null\"; it would match everybody whose value is missing.",
        [IpInvalid] = "This is not an IP address.",
        [IpNotPublic] = "The IP address is private, loopback or reserved, so it says nothing about the person.",
        [IpCut] = "The end of the IP address is blanked with zeros, so it is no person's.",
        [DeviceIdZero] = "A device id of zeros means that tracking is off on that device.",
        [DeviceIdInvalid] = "A device id has at most 256 characters and is not an e-mail address.",
        [AmountWithoutCurrency] = "An amount is sent only together with its currency.",
        [CurrencyWithoutAmount] = "A currency is sent only together with an amount.",
        [ContainsEmail] = "The text holds an e-mail address, which must not leave unhashed; that part was left out.",
        [TooLong] = "The text is longer than is sent.",
        [EventTimeOld] = "The event is older than the destination's limit; it was sent, but may not be attributed.",
        [EventTimeClamped] = "The event lay a few seconds ahead of our clock and was set to the time of arrival.",
    }.ToFrozenDictionary();

    /// <summary>Every code.</summary>
    public static IReadOnlyCollection<string> All => Explanations.Keys;

    /// <summary>The sentence that belongs to a code.</summary>
    /// <param name="code">One of <see cref="All"/>; an unknown code explains itself.</param>
    public static string Explain(string code) => Explanations.GetValueOrDefault(code, code);
}

/// <summary>A field that was left out of an event that is otherwise good.</summary>
/// <param name="Field">The field as the sender spells it.</param>
/// <param name="Code">Stable code, one of <see cref="DropCodes"/>.</param>
public sealed record DroppedField(string Field, string Code)
{
    /// <summary>The sentence for a person that belongs to <see cref="Code"/>.</summary>
    public string Message => DropCodes.Explain(Code);
}

/// <summary>Collects what was left out.</summary>
internal static class DroppedFields
{
    // Field and code are all that is told, so a second equal entry says nothing; without this, thousands of wrong addresses in one event
    // would fill its queue message with their reasons.
    public static void Add(this List<DroppedField> dropped, string field, string code)
    {
        var entry = new DroppedField(field, code);
        if (!dropped.Contains(entry))
            dropped.Add(entry);
    }
}
