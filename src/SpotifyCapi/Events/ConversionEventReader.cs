using System.Text.Json;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>Reads one canonical event. Every field is read or named in <see cref="ConversionEvent.ReadErrors"/>; nothing throws but broken JSON.</summary>
internal static class ConversionEventReader
{
    // As errors name them, by Field.
    private static readonly string[] Fields =
    [
        "event_name", "event_id", "event_time", "action_source", "event_source_url", "consent", "user", "value", "currency", "content_name",
        "content_category", "order_id", "order", "opt_out_targeting", "opt_out", "optOutTargeting", "optOut", "ad_user_data", "ad_personalization",
        "ad_storage", "adUserData", "adPersonalization", "adStorage", "user.email",
        "user.emails", "user.phone", "user.country", "user.hashed_emails", "user.hashed_phone_number",
        "user.ip_address", "user.user_agent", "user.device_id",
    ];

    private static readonly byte[][] Names = JsonTokens.Names(Fields[..(int)Field.Email]);
    private static readonly byte[][] UserNames = JsonTokens.Names(Fields[(int)Field.Email..].Select(field => field["user.".Length..]));

    private enum Field
    {
        EventName, EventId, EventTime, ActionSource, EventSourceUrl, Consent, User, Value, Currency, ContentName, ContentCategory, OrderId, Order,
        OptOutTargeting, OptOut, CamelOptOutTargeting, CamelOptOut, AdUserData, AdPersonalization, AdStorage,
        CamelAdUserData, CamelAdPersonalization, CamelAdStorage,
        Email, Emails, Phone, Country, HashedEmails, HashedPhoneNumber, IpAddress, UserAgent, DeviceId,
    }

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <param name="reader">On the first token of the value; afterwards on its last.</param>
    public static ConversionEvent Read(ref JsonTokens reader)
    {
        var result = new ConversionEvent();
        if (!JsonField.IsObject(ref reader, string.Empty, result))
            return result;

        var seen = 0u;
        while (NextOf(Names, ref reader) is >= 0 and var index)
        {
            var field = (Field)index;
            if (field is Field.Consent or >= Field.OptOutTargeting)
                ReadConsent(ref reader, field, result);
            else if (JsonField.IsFirst(ref reader, ref seen, index, Fields[index], result))
                ReadField(ref reader, field, result);
            else if (field is not (Field.User or Field.Value or Field.Order))
                TextOf(field, result) = default; // Of two texts neither counts.
        }

        return result;
    }

    // The number of the next known name; -1 at the end of the object.
    private static int NextOf(byte[][] names, ref JsonTokens reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.IndexIn(names) is >= 0 and var index)
                return index;

            reader.Skip();
        }

        return -1;
    }

    private static void ReadField(ref JsonTokens reader, Field field, ConversionEvent result)
    {
        switch (field)
        {
            case Field.Order:
                OrderReader.Read(ref reader, result);
                break;
            case Field.User:
                ReadUser(ref reader, result);
                break;
            case Field.Value:
                result.Value = JsonField.Amount(ref reader, Fields[(int)field], result);
                break;
            default:
                var takesNumbers = field is Field.EventId or Field.EventTime or Field.ContentCategory or Field.OrderId;
                TextOf(field, result) = JsonField.Text(ref reader, Fields[(int)field], result, takesNumbers);
                break;
        }
    }

    // However often it is told, a refusal counts.
    private static void ReadConsent(ref JsonTokens reader, Field field, ConversionEvent result)
    {
        reader.Read();
        if (field == Field.Consent && reader.TokenType == JsonTokenType.StartObject)
            ConsentReader.Read(ref reader, result);
        else
            result.AddConsent(Fields[(int)field], ConsentReader.Said(ref reader), field is <= Field.CamelOptOut and not Field.Consent);
    }

    private static void ReadUser(ref JsonTokens reader, ConversionEvent result)
    {
        if (!JsonField.IsObject(ref reader, "user", result))
            return;

        var seen = 0u;
        while (NextOf(UserNames, ref reader) is >= 0 and var index)
        {
            var field = Field.Email + index;
            if (JsonField.IsFirst(ref reader, ref seen, index, Fields[(int)field], result))
                ReadUserField(ref reader, field, Fields[(int)field], result);
        }
    }

    private static void ReadUserField(ref JsonTokens reader, Field field, string name, ConversionEvent result)
    {
        switch (field)
        {
            case Field.Email:
                AddEmail(result.User, JsonField.Text(ref reader, name, result));
                break;
            case Field.Emails:
                JsonField.Texts(ref reader, name, result, AddEmail);
                break;
            case Field.Phone:
                AddPhone(result.User, JsonField.Text(ref reader, name, result, numbers: true));
                break;
            case Field.HashedEmails:
                JsonField.Texts(ref reader, name, result, static (user, text) => user.HashedEmails.Add(text.ToString()));
                break;
            default:
                TextOf(field, result) = JsonField.Text(ref reader, name, result);
                break;
        }
    }

    private static ref Utf8Text TextOf(Field field, ConversionEvent result)
    {
        switch (field)
        {
            case Field.EventName: return ref result.EventNameText;
            case Field.EventId: return ref result.EventIdText;
            case Field.EventTime: return ref result.EventTimeText;
            case Field.ActionSource: return ref result.ActionSourceText;
            case Field.EventSourceUrl: return ref result.EventSourceUrlText;
            case Field.Currency: return ref result.CurrencyText;
            case Field.ContentName: return ref result.ContentNameText;
            case Field.ContentCategory: return ref result.ContentCategoryText;
            case Field.OrderId: return ref result.OrderIdText;
            case Field.Country: return ref result.User.CountryText;
            case Field.HashedPhoneNumber: return ref result.User.HashedPhoneNumberText;
            case Field.IpAddress: return ref result.User.IpAddressText;
            case Field.UserAgent: return ref result.User.UserAgentText;
            default: return ref result.User.DeviceIdText;
        }
    }

    private static void AddEmail(RawUser user, Utf8Text text)
    {
        if (!text.IsBlank)
            user.Emails.Add(new RawEmail(text));
    }

    private static void AddPhone(RawUser user, Utf8Text text)
    {
        if (!text.IsBlank)
            user.Phones.Add(new RawPhone(text));
    }
}
