using System.Collections.Frozen;
using System.Globalization;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Sources;

/// <summary>Makes an event of a payload, as options say. The one interpreter of every mapped kind.</summary>
internal sealed class EventMapping(EventMappingOptions options)
{
    private const int MostDecimals = 4;
    private const int LongestZoneName = 64;

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">The body and its request.</param>
    /// <param name="found">Notes where each value was found.</param>
    public SourceReading Read(MappedPayload payload, List<MappedValue>? found = null)
    {
        var told = First("event_name", payload, found);
        var id = First("event_id", payload, found);
        var name = options.EventMap.Count == 0 || told is null ? told : options.EventMap.GetValueOrDefault(EventNames.Key(told));
        if (WhyIgnored(payload, isMapped: told is null || name is not null, isPurchase: IsPurchase(name)) is { } reason)
            return new SourceReading.Ignored(reason, id) { Topic = told };

        var result = new ConversionEvent { EventName = name, EventId = id, Topic = told };
        foreach (var (field, set) in MappedFields.Texts)
        {
            if (First(field, payload, found) is { } text)
                set(result, text);
        }

        SetTime(result, payload, found);
        SetMoney(result, payload, found);
        SetPerson(result, payload, found);
        return new SourceReading.Events([result], First("delivery_id", payload, found));
    }

    private static bool IsPurchase(string? name) => name is not null && EventNames.TryResolve(name, out var standard) && standard == StandardEvent.Purchase;

    private string? WhyIgnored(MappedPayload payload, bool isMapped, bool isPurchase) =>
        options.ThinWhen?.Holds(payload) == true ? IgnoreReasons.ThinEvent
        : options.TestWhen?.Holds(payload) == true ? IgnoreReasons.TestOrder
        : !isMapped ? IgnoreReasons.IgnoredTopic
        : options.When?.Holds(payload) == false ? IgnoreReasons.ConditionNotMet
        : isPurchase && options.PaidWhen?.Holds(payload) == false ? IgnoreReasons.NotPaid
        : null;

    private string? First(string field, in MappedPayload payload, List<MappedValue>? found = null)
    {
        if (!options.Map.TryGetValue(field, out var sources))
            return null;

        // A word such as "null" in the place of a person's value or an id hides the next place; NA is a country.
        var isPersonal = field.StartsWith("user.", StringComparison.Ordinal) && field != "user.country";
        foreach (var source in sources)
        {
            if (source.Read(payload, MappedFields.Lists.Contains(field)) is { } text && !(isPersonal && NullLike.IsNullLike(text)) && !(field is "event_id" or "order_id" && SenderId.OrNull(text) is null))
            {
                found?.Add(new MappedValue(field, source.ToString(), text));
                return text;
            }
        }

        found?.Add(new MappedValue(field, string.Join("; ", sources), null));
        return null;
    }

    private void SetTime(ConversionEvent result, in MappedPayload payload, List<MappedValue>? found)
    {
        if (First("event_time", payload, found) is not { } text)
            return;

        var zone = First("time_zone", payload, found) is { } name && IsZoneName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var told) ? told : options.TimeZone;
        result.EventTime = new MomentReader(zone, options.EventTimeFormat).Read(text, null, out var error);
        if (error is not null)
            result.ReadErrors.Add(error);
    }

    // Zones are files, and the name comes from outside.
    private static bool IsZoneName(string name) =>
        char.IsAsciiLetter(name[0]) && name.Length <= LongestZoneName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');

    private void SetMoney(ConversionEvent result, in MappedPayload payload, List<MappedValue>? found)
    {
        var amount = First("value", payload, found);
        result.Currency = First("currency", payload, found) ?? (amount is null ? null : options.DefaultCurrency);
        if (amount is null)
            return;

        var (sum, decimals) = (0m, Decimals(result.Currency, First("fraction_digits", payload, found)));
        SetParts(result, decimals ?? 0, payload, found);
        var isRead = decimals is not null && TryRead(amount, decimals.Value, out sum);
        foreach (var part in options.Subtract)
        {
            if (part.Read(payload) is not { } text)
                continue;

            isRead &= TryRead(text, decimals ?? 0, out var less);
            sum -= less;
        }

        if (isRead)
            result.SetAmount(("value", sum.ToString(CultureInfo.InvariantCulture)));
        else
            result.ReadErrors.Add(new(ErrorCodes.AmountInvalid, "value", "The amount in the payload is not a number, or not a whole number of the currency's smallest unit."));
    }

    // Written as the amount is. Only rules ask for them, so what cannot be read is not told.
    private void SetParts(ConversionEvent result, int decimals, in MappedPayload payload, List<MappedValue>? found)
    {
        for (var i = OrderReader.FirstAmount; i < OrderReader.Fields.Length; i++)
        {
            if (First("order." + OrderReader.Fields[i], payload, found) is { } text && TryRead(text, decimals, out var part))
                OrderReader.Set(result.Order ??= new(), i, part.ToString(CultureInfo.InvariantCulture));
        }
    }

    // How many digits of a whole number stand after the decimal point; null when what the payload says of them is no such number.
    private int? Decimals(string? currency, string? fractionDigits)
    {
        if (fractionDigits is not null)
            return int.TryParse(fractionDigits, NumberStyles.None, CultureInfo.InvariantCulture, out var told) && told <= MostDecimals ? told : null;

        if (options.Money == MappedMoney.Major)
            return 0;

        return !Currencies.TryGet(currency, out var code, out var decimals) ? 0 : options.CurrencyDecimals.GetValueOrDefault(code, decimals);
    }

    private bool TryRead(string text, int decimals, out decimal amount)
    {
        if (!Amounts.TryParse(text, out amount))
            return false;

        var isWhole = amount == decimal.Truncate(amount);
        if (options.Money == MappedMoney.Major && decimals == 0)
            return true;

        for (var i = 0; i < decimals; i++)
            amount /= 10;

        return isWhole;
    }

    private void SetPerson(ConversionEvent result, in MappedPayload payload, List<MappedValue>? found)
    {
        var user = result.User;
        user.AddEmail(First("user.email", payload, found));
        if (First("user.hashed_email", payload, found) is { } digest)
            user.HashedEmails.Add(digest);

        user.HashedPhoneNumber = First("user.hashed_phone_number", payload, found);
        user.Country = RawUser.CountryCode(First("user.country", payload, found));
        user.UserAgent = First("user.user_agent", payload, found);
        user.DeviceId = First("user.device_id", payload, found);
        user.IpAddress = First("user.ip_address", payload, found);
        if (user.IpAddress is { } ip && IsCut(ip))
        {
            user.IpAddress = null;
            result.SourceDrops.Add("user.ip_address", DropCodes.IpCut);
        }

        // A later number may be one when an earlier one is not, so all are told, best first.
        foreach (var source in options.Map.GetValueOrDefault("user.phone", []))
        {
            var phone = source.Read(payload);
            found?.Add(new MappedValue("user.phone", source.ToString(), phone));
            user.AddPhone(NullLike.IsNullLike(phone) ? null : phone, null);
        }
    }

    // Shops blank the end of an address for privacy (Symfony's IpUtils: one byte of IPv4, eight of IPv6); what is left is no person's.
    private static bool IsCut(string address) =>
        System.Net.IPAddress.TryParse(address, out var ip)
        && ip.GetAddressBytes() is { } bytes
        && bytes.AsSpan(bytes.Length == 4 ? 3 : 8).IndexOfAnyExcept((byte)0) < 0
        && bytes.AsSpan().IndexOfAnyExcept((byte)0) >= 0;
}

/// <summary>The fields that can be mapped, named as in canonical events.</summary>
internal static class MappedFields
{
    /// <summary>The fields without which there is no event.</summary>
    public static readonly IReadOnlyList<string> Required = ["event_name", "event_id", "event_time"];

    /// <summary>The fields that are taken over as they are.</summary>
    public static readonly FrozenDictionary<string, Action<ConversionEvent, string>> Texts = new Dictionary<string, Action<ConversionEvent, string>>
    {
        ["action_source"] = (item, text) => item.ActionSource = text,
        ["event_source_url"] = (item, text) => item.EventSourceUrl = text,
        ["consent.marketing"] = (item, text) => item.AddConsent("consent.marketing", ConsentText.Parse(text)),
        ["content_name"] = (item, text) => item.ContentName = text,
        ["content_category"] = (item, text) => item.ContentCategory = text,
        ["order_id"] = (item, text) => item.OrderId = text,
    }.Concat(Enumerable.Range(0, OrderReader.FirstAmount).Select(index => KeyValuePair.Create<string, Action<ConversionEvent, string>>(
        "order." + OrderReader.Fields[index], (item, text) => OrderReader.Set(item.Order ??= new(), index, text))))
    .Concat(ConsentSignals.Names.Select((name, index) => KeyValuePair.Create<string, Action<ConversionEvent, string>>(
        "consent." + name, (item, text) => (item.Signals ??= new())[(ConsentSignal)index] = text)))
    .ToFrozenDictionary();

    /// <summary>The fields that may be lists in the payload.</summary>
    public static readonly string[] Lists = ["order.tags", "order.payment", "consent.gpp_sid"];

    private static readonly string[] Others =
    [
        "event_name", "event_id", "event_time", "time_zone", "delivery_id", "value", "currency", "fraction_digits", "user.email", "user.hashed_email", "user.phone",
        "user.hashed_phone_number", "user.country", "user.ip_address", "user.user_agent", "user.device_id",
        .. OrderReader.Fields[OrderReader.FirstAmount..].Select(name => "order." + name),
    ];

    /// <summary>Every name.</summary>
    public static IEnumerable<string> Names => Others.Concat(Texts.Keys.Order(StringComparer.Ordinal));

    public static bool IsKnown(string field) => Texts.ContainsKey(field) || Others.Contains(field);
}
