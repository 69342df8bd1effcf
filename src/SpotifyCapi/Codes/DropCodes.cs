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
    /// <summary>A page address with a parameter for a phone number, a person's name, a postal address or a secret.</summary>
    public const string ContainsPersonalData = "contains_personal_data";
    /// <summary>Text beyond the length that is sent.</summary>
    public const string TooLong = "too_long";
    /// <summary>Older than the destination's limit, sent all the same.</summary>
    public const string EventTimeOld = "event_time_old";
    /// <summary>A little ahead of our clock, set to now.</summary>
    public const string EventTimeClamped = "event_time_clamped";
    /// <summary>A consent signal that cannot be read.</summary>
    public const string ConsentSignalUnreadable = "consent_signal_unreadable";
    /// <summary>A member of consent that is not known.</summary>
    public const string ConsentMemberUnknown = "consent_member_unknown";
    /// <summary>A value rule needs tax, shipping or subtotal, and the event does not tell it.</summary>
    public const string AmountPartMissing = "amount_part_missing";
    /// <summary>The value of a lead, left out by LeadValue.</summary>
    public const string LeadValueDropped = "lead_value_dropped";
    /// <summary>A detail of the order that cannot be read.</summary>
    public const string OrderDetailInvalid = "order_detail_invalid";
    /// <summary>A number of which a spreadsheet kept only the first digits, such as 5.87291E+12.</summary>
    public const string IdRounded = "id_rounded";
    /// <summary>Consent that is told in words that are not known.</summary>
    public const string ConsentUnreadable = "consent_unreadable";
    /// <summary>Not usable, so that another field of the sender's, or a setting, was taken instead.</summary>
    public const string Replaced = "replaced";
    /// <summary>The wrong JSON type.</summary>
    public const string WrongType = ErrorCodes.WrongType;
    /// <summary>Twice in one object, so that it is not clear which value counts.</summary>
    public const string DuplicateField = ErrorCodes.DuplicateField;
    /// <summary>Not WEB, APP or OFFLINE, nor another platform's word for one of them.</summary>
    public const string ActionSourceUnknown = "action_source_unknown";
    /// <summary>Not an http or https address.</summary>
    public const string EventSourceUrlInvalid = "event_source_url_invalid";
    /// <summary>Not the numeric id of a Google product category.</summary>
    public const string ContentCategoryInvalid = "content_category_invalid";
    /// <summary>Not a number that a price can be, of an event that needs none.</summary>
    public const string AmountInvalid = ErrorCodes.AmountInvalid;
    /// <summary>Below zero, of an event that needs no amount.</summary>
    public const string AmountNegative = ErrorCodes.AmountNegative;
    /// <summary>More decimals than the currency has, of an event that needs no amount.</summary>
    public const string AmountPrecision = ErrorCodes.AmountPrecision;
    /// <summary>Not an ISO 4217 code, of an event that needs none.</summary>
    public const string CurrencyUnknown = ErrorCodes.CurrencyUnknown;

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
        [HashOfEmpty] = "This is the SHA-256 digest of the empty string; it would match everyone whose value is missing.",
        [HashOfNullLike] = "This is the SHA-256 digest of a word such as \"null\"; it would match everyone whose value is missing.",
        [IpInvalid] = "This is not an IP address.",
        [IpNotPublic] = "The IP address is private, loopback or reserved, so it says nothing about the person.",
        [IpCut] = "The end of the IP address is blanked with zeros, so it identifies no person.",
        [DeviceIdZero] = "A device id of zeros means that tracking is off on that device.",
        [DeviceIdInvalid] = "A device id has at most 256 characters and is not an e-mail address.",
        [AmountWithoutCurrency] = "An amount is sent only together with its currency.",
        [CurrencyWithoutAmount] = "A currency is sent only together with an amount.",
        [ContainsEmail] = "The text holds an e-mail address, which must not leave unhashed; that part was left out.",
        [ContainsPersonalData] = "The page address had a parameter for a phone number, a name, a postal address or a secret; it was left out.",
        [TooLong] = "The text is too long to be sent.",
        [EventTimeOld] = "The event is older than the destination's limit; it is sent, but may not be attributed.",
        [EventTimeClamped] = "The time was a few seconds ahead of the app's clock, or on a day that is not over, and was set to the time of arrival.",
        [ConsentSignalUnreadable] = "This consent signal cannot be read, so it says nothing; without another signal the person is kept out of targeting.",
        [ConsentMemberUnknown] = "The app does not know this member of consent, so it was ignored.",
        [AmountPartMissing] = "The source's Value setting needs tax, shipping or subtotal, which the event does not contain; nothing was subtracted.",
        [LeadValueDropped] = "The source's LeadValue setting leaves the value of leads out.",
        [OrderDetailInvalid] = "This detail of the order cannot be read; rules that use it treat it as missing.",
        [IdRounded] = "A spreadsheet has kept only the first digits of this id, so many orders share it; format the column as text before exporting.",
        [ConsentUnreadable] = "What the person said about consent is not understood, so it counts as a refusal.",
        [Replaced] = "This value could not be used; the next field for it was read instead.",
        [WrongType] = "The field has the wrong JSON type.",
        [DuplicateField] = "The field occurs twice, and it is not clear which value counts.",
        [ActionSourceUnknown] = "action_source is WEB, APP or OFFLINE.",
        [EventSourceUrlInvalid] = "event_source_url must start with http:// or https:// and have a host.",
        [ContentCategoryInvalid] = "content_category is the numeric id of a Google product category such as 2271; Spotify refuses free text.",
        [AmountInvalid] = "The amount is not a possible price.",
        [AmountNegative] = "An amount must not be negative.",
        [AmountPrecision] = "The amount has more decimals than its currency.",
        [CurrencyUnknown] = "The currency is not an ISO 4217 code.",
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
