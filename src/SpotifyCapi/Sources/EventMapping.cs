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
internal sealed class EventMapping
{
    private const int MostDecimals = 4;
    private const int LongestZoneName = 64;

    private readonly EventMappingOptions options;
    private readonly MomentReader moments;
    private readonly FrozenDictionary<string, string?>.AlternateLookup<ReadOnlySpan<char>> eventMap;

    // The fields are looked up once and not for each event.
    private readonly MappedField name, id, time, zone, delivery, value, currency, fraction, consent;
    private readonly MappedField email, digest, phone, phoneDigest, country, address, agent, device;
    private readonly (MappedField Field, Action<ConversionEvent, Utf8Text> Set)[] texts;
    private readonly (MappedField Field, int Index)[] parts;

    public EventMapping(EventMappingOptions options)
    {
        this.options = options;
        moments = new MomentReader(options.TimeZone, options.EventTimeFormat);
        eventMap = options.EventMap.GetAlternateLookup<ReadOnlySpan<char>>();
        (name, id, time, zone, delivery) = (Field("event_name"), Field("event_id"), Field("event_time"), Field("time_zone"), Field("delivery_id"));
        (value, currency, fraction, consent) = (Field("value"), Field("currency"), Field("fraction_digits"), Field("consent.marketing"));
        (email, digest, phone, phoneDigest) = (Field("user.email"), Field("user.hashed_email"), Field("user.phone"), Field("user.hashed_phone_number"));
        (country, address, agent, device) = (Field("user.country"), Field("user.ip_address"), Field("user.user_agent"), Field("user.device_id"));
        texts = [.. MappedFields.Texts.Select(text => (Field(text.Key), text.Value)).Where(text => text.Item1.Sources.Length > 0)];
        parts = [.. Enumerable.Range(OrderReader.FirstAmount, OrderReader.Fields.Length - OrderReader.FirstAmount)
            .Select(index => (Field("order." + OrderReader.Fields[index]), index)).Where(part => part.Item1.Sources.Length > 0)];

        MappedField Field(string field) => new(
            field, [.. options.Map.GetValueOrDefault(field, [])], IsId: field is "event_id" or "order_id", MappedFields.Lists.Contains(field));
    }

    private delegate bool Usable(ReadOnlySpan<char> text);

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">The body and its request.</param>
    /// <param name="found">Notes where each value was found.</param>
    public SourceReading Read(in MappedPayload payload, List<MappedValue>? found = null)
    {
        var result = new ConversionEvent();
        var told = First(name, payload, null, found);
        result.EventIdText = First(id, payload, null, found);
        result.EventNameText = OurName(told);
        result.Topic = told.OrNull();
        if (WhyIgnored(payload, told, result.EventNameText) is { } reason)
            return new SourceReading.Ignored(reason, result.EventId) { Topic = result.Topic };

        foreach (var (field, set) in texts)
        {
            if (First(field, payload, field.Name == "action_source" ? IsKnownSource : null, found, result) is { IsMissing: false } text)
                set(result, text);
        }

        SetTime(result, payload, found);
        SetMoney(result, payload, found);
        SetConsent(result, payload, found);
        SetPerson(result, payload, found);
        return new SourceReading.Events([result], First(delivery, payload, null, found).OrNull());
    }

    // The name that the settings have for the platform's; missing when it has none, or is to be ignored.
    private Utf8Text OurName(Utf8Text told)
    {
        if (options.EventMap.Count == 0 || told.IsMissing)
            return told;

        return eventMap.TryGetValue(EventNames.Key(told.ToString()), out var ours) ? ours : default(Utf8Text);
    }

    private string? WhyIgnored(in MappedPayload payload, Utf8Text told, Utf8Text ours) =>
        options.ThinWhen?.Holds(payload) == true ? IgnoreReasons.ThinEvent
        : options.TestWhen?.Holds(payload) == true ? IgnoreReasons.TestOrder
        : ours.IsMissing && !told.IsMissing ? IgnoreReasons.IgnoredTopic
        : options.When?.Holds(payload) == false ? IgnoreReasons.ConditionNotMet
        : options.PaidWhen is { } paid && IsPurchase(ours) && !paid.Holds(payload) ? IgnoreReasons.NotPaid
        : null;

    private static bool IsPurchase(Utf8Text name) =>
        EventNames.TryResolve(name.Chars(stackalloc char[Utf8Text.ShortOnStack]), out var standard) && standard == StandardEvent.Purchase;

    // The first that can be used; when none can, the first of all, whose code then says what is wrong.
    private static Utf8Text First(in MappedField field, in MappedPayload payload, Usable? isUsable, List<MappedValue>? found, ConversionEvent? result = null)
    {
        var first = default(Utf8Text);
        Span<char> room = stackalloc char[Utf8Text.ShortOnStack];
        foreach (var source in field.Sources)
        {
            var text = source.Read(payload, field.IsId, field.IsList);
            if (text.IsMissing)
                continue;

            if (isUsable is null || field.Sources.Length == 1 || isUsable(text.Chars(room)))
            {
                if (!first.IsMissing)
                    result?.SourceDrops.Add(field.Name, DropCodes.Replaced);

                found?.Add(new MappedValue(field.Name, source.ToString(), text.ToString()));
                return text;
            }

            first = first.IsMissing ? text : first;
        }

        if (found is not null && field.Sources.Length > 0)
            found.Add(new MappedValue(field.Name, string.Join<ValueSource>("; ", field.Sources), first.OrNull()));

        return first;
    }

    private static bool IsTold(ReadOnlySpan<char> text) => !NullLike.IsNullLike(text);

    private static bool IsKnownSource(ReadOnlySpan<char> text) => ActionSources.Parse(text) is not null;

    private void SetTime(ConversionEvent result, in MappedPayload payload, List<MappedValue>? found)
    {
        var named = First(zone, payload, null, found).OrNull();
        var reader = named is not null && IsZoneName(named) && TimeZoneInfo.TryFindSystemTimeZoneById(named, out var told)
            ? new MomentReader(told, options.EventTimeFormat)
            : moments;
        var wrong = default(ValidationError);
        Span<char> room = stackalloc char[Utf8Text.ShortOnStack];
        foreach (var source in time.Sources)
        {
            var text = source.Read(payload);
            if (text.IsMissing)
                continue;

            var (error, isDay) = (default(ValidationError), false);
            found?.Add(new MappedValue(time.Name, source.ToString(), text.ToString()));
            result.EventTimeText = options.EventTimeFormat is null && PlainTime.TryParse(text.Chars(room), out _)
                ? text
                : reader.Read(text.ToString(), null, out error, out isDay);
            result.IsDayOnly = isDay;
            if (error is null)
            {
                if (wrong is not null)
                    result.SourceDrops.Add(time.Name, DropCodes.Replaced);

                return;
            }

            wrong ??= error;
        }

        if (wrong is not null)
            result.ReadErrors.Add(wrong);
    }

    // Zones are files, and the name comes from outside.
    private static bool IsZoneName(string name) =>
        char.IsAsciiLetter(name[0]) && name.Length <= LongestZoneName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');

    private void SetMoney(ConversionEvent result, in MappedPayload payload, List<MappedValue>? found)
    {
        Span<char> room = stackalloc char[Utf8Text.ShortOnStack];
        result.CurrencyText = First(currency, payload, static text => Currencies.TryGet(text, out _, out _), found, result);
        var code = result.CurrencyText.IsMissing ? options.DefaultCurrency : result.CurrencyText;
        result.HasDefaultCurrency = options.DefaultCurrency is not null;
        var decimals = Decimals(code.Chars(room), First(fraction, payload, null, found).OrNull());
        var amount = First(value, payload, value.Sources.Length > 1 ? Reads(decimals) : null, found, result);
        if (amount.IsMissing)
            return;

        result.CurrencyText = code;
        SetParts(result, decimals ?? 0, payload, found);
        var sum = 0m;
        var isRead = decimals is not null && TryRead(amount.Chars(room), decimals.Value, out sum);
        foreach (var part in options.Subtract)
        {
            var text = part.Read(payload);
            if (text.IsMissing)
                continue;

            isRead &= TryRead(text.Chars(room), decimals ?? 0, out var less);
            sum -= less;
        }

        // A platform calculates with more decimals than its currency has, and nobody there can change what is sent.
        result.RoundsValue = true;
        const string NotRead = "The amount in the payload is not a number, or not a whole number of the currency's smallest unit.";
        if (isRead)
            result.Value = sum;
        else
            result.ReadErrors.Add(new(ErrorCodes.AmountInvalid, "value", NotRead));
    }

    // Written as the amount is. Only rules ask for them, so what cannot be read is not told.
    private void SetParts(ConversionEvent result, int decimals, in MappedPayload payload, List<MappedValue>? found)
    {
        foreach (var (field, index) in parts)
        {
            if (First(field, payload, null, found).OrNull() is { } text && TryRead(text, decimals, out var part))
                OrderReader.Set(result.Order ??= new(), index, part.ToString(CultureInfo.InvariantCulture));
        }
    }

    // How many digits of a whole number stand after the decimal point; null when what the payload says of them is no such number.
    private int? Decimals(ReadOnlySpan<char> code, string? fractionDigits)
    {
        if (fractionDigits is not null)
            return int.TryParse(fractionDigits, NumberStyles.None, CultureInfo.InvariantCulture, out var told) && told <= MostDecimals ? told : null;

        if (options.Money == MappedMoney.Major)
            return 0;

        return !Currencies.TryGet(code, out var known, out var decimals) ? 0 : options.CurrencyDecimals.GetValueOrDefault(known, decimals);
    }

    private Usable Reads(int? decimals) => text => decimals is { } digits && TryRead(text, digits, out _);

    private bool TryRead(ReadOnlySpan<char> text, int decimals, out decimal amount)
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

    // Of several places any refusal counts, and one that is there in a form that is not understood is a refusal.
    private void SetConsent(ConversionEvent result, in MappedPayload payload, List<MappedValue>? found)
    {
        foreach (var source in consent.Sources)
        {
            var element = source.Element(payload);
            var text = source.Read(payload).OrNull();
            if (element.ValueKind != System.Text.Json.JsonValueKind.Undefined)
                result.AddConsent(element, field: consent.Name);
            else if (text is not null)
                result.AddConsent(consent.Name, ConsentText.Parse(text));

            found?.Add(new MappedValue(consent.Name, source.ToString(), text));
        }
    }

    private void SetPerson(ConversionEvent result, in MappedPayload payload, List<MappedValue>? found)
    {
        var user = result.User;
        SetEmail(user, payload, found);
        if (First(digest, payload, IsTold, found).OrNull() is { } told)
            user.HashedEmails.Add(told);

        user.HashedPhoneNumberText = First(phoneDigest, payload, IsTold, found);
        user.CountryText = First(country, payload, static text => text.Length == 2 || IsTold(text), found).OrNull().AsCountry();
        user.UserAgentText = First(agent, payload, IsTold, found);
        user.DeviceIdText = First(device, payload, IsTold, found);
        user.IpAddressText = First(address, payload, static text => IpAddressGuard.Clean(text, out _) == IpAddressResult.Public, found, result);

        // A later number may be one when an earlier one is not, so all are told, best first.
        foreach (var source in phone.Sources)
        {
            var text = source.Read(payload);
            found?.Add(new MappedValue(phone.Name, source.ToString(), text.OrNull()));
            if (!text.IsMissing && (phone.Sources.Length == 1 || !user.Phones.Contains(new RawPhone(text))))
                user.Phones.Add(new RawPhone(text));
        }
    }

    // The first address that is one, and those before it, which are left out and named later.
    private void SetEmail(RawUser user, in MappedPayload payload, List<MappedValue>? found)
    {
        for (var place = 0; place < email.Sources.Length; place++)
        {
            var text = email.Sources[place].Read(payload);
            found?.Add(new MappedValue(email.Name, email.Sources[place].ToString(), text.OrNull()));
            if (text.IsMissing)
                continue;

            user.Emails.Add(new RawEmail(text));
            if (place < email.Sources.Length - 1 && (EmailNormalizer.TryNormalize(text, out _) || Sha256Digest.TryParse(text.ToString(), out _)))
                return;
        }
    }
}
